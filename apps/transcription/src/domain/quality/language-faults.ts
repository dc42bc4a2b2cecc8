import { guessLanguage } from '../language/guess-language.js';
import { languageStages, primary, stagesFor } from '../language/languages.js';
import { fault, type Checked, type Fault } from './fault.js';

/** A language that redaction or the rules do not know: nothing of such a call may be applied unattended. */
export function languageFaults({ utterances, language }: Checked): Fault[] {
  const spoken = guessLanguage(utterances.map(({ text }) => text));
  if (language !== null && stagesFor(language).length < languageStages.length) {
    const missing = languageStages.filter((stage) => !stagesFor(language).includes(stage));
    return [fault('language', 'review', false, `the call is in ${primary(language)}, which ${missing.join(' and ')} ${missing.length > 1 ? 'do' : 'does'} not support`)];
  }
  if (language !== null && spoken !== null && spoken !== primary(language)) return [fault('language', 'review', false, `the language is given as ${primary(language)}; the words read as ${spoken}`)];
  return [];
}
