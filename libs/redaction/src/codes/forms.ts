import type { Utterance } from '@callmesh/contracts';
import type { Finding } from '../finding.js';
import { matchesOf } from '../matches.js';
import { patternOf } from '../pattern.js';

const UNIT = '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)';
const TEN = `(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]${UNIT})?)`;
/** A number from 0 to 255 as it is said: "one nine two", "one ninety two", "two hundred and four", "44". */
const SAID = `(?:(?:one|two)? ?hundred(?: and)?(?: ${TEN}| ${UNIT})?|${UNIT}(?:,? (?:${TEN}|${UNIT}|double ${UNIT})){0,2}|double ${UNIT}|${TEN}|\\d{1,3})`;
/** What is told by its form alone, or with the words around it. Every quantifier is bounded or ends at a blank: linear. The group, where there is one, is the span. */
const FORMS: readonly (readonly [type: string, pattern: RegExp, score: number, has?: (text: string) => boolean])[] = [
  ['IP', /(?<!version |release |firmware |build |upgraded? to |updated? to |pinned to |\bv|\bver\.? )(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d|,? (?:build|version|release|firmware)\b)/gid, 0.95, (text) => /\d\.\d{1,3}\.\d/.test(text)],
  ['IP', /(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?![\w:])/gid, 0.9, (text) => /[\da-f]:[\da-f]{0,4}:/i.test(text)],
  ['IP', new RegExp(`(?<!(?:firmware|version|release|build|\\b[rv]) )\\b${SAID}(?:,? ?,? ?(?:dot|point|\\.),?(?: uh,?| um,?)? ${SAID}){3}\\b`, 'gid'), 0.85, (text) => / (?:dot|point)\b[^]{1,60}? (?:dot|point)\b[^]{1,60}? (?:dot|point)\b/i.test(text)],
  ['IP', /(?<![\d.,] ?)\b192 168 \d{1,3} \d{1,3}\b(?! ?\d)/gd, 0.8, (text) => text.includes('192 168')],
  ['ORGANISATION', /(?<![\p{L}'’-])((?:\p{Lu}[\p{L}&'’-]{0,30} ){1,4}(?:Inc|Ltd|LLC|GmbH|Corp|Corporation|PLC|plc|AG|SA|Limited|Company|Bank|University|Hospital|Institute|Foundation|Group|Holdings|and Sons)\b\.?)/gud, 0.8],
  ['NATIONALITY', patternOf('gid')`
      \b(american|british|english|scottish|welsh|irish|canadian|australian|german|austrian|swiss|french|belgian|dutch|
      spanish|portuguese|italian|greek|turkish|swedish|norwegian|danish|finnish|polish|czech|slovak|hungarian|romanian|
      bulgarian|serbian|croatian|ukrainian|russian|indian|pakistani|bangladeshi|chinese|japanese|korean|vietnamese|thai|
      filipino|indonesian|malaysian|iranian|iraqi|syrian|lebanese|israeli|egyptian|moroccan|nigerian|ghanaian|kenyan|
      ethiopian|mexican|brazilian|argentinian|chilean|colombian|peruvian)\b(?! (?:express|airlines|airways|gas|telecom|red cross|dressing|toast|bulldog))`, 0.7],
];

/** Web addresses: before e-mail addresses are looked for, so that "at linkedin.com/in/…" is none. A bare domain needs a path. */
const WEB: typeof FORMS = [
  ['URL', /\b(?:https?:\/\/|www\.)[^\s<>"'\u0001\u0002[\]]{3,2000}/gid, 0.95, (text) => /www\.|:\/\//i.test(text)],
  ['URL', /(?<![@\w.-])(?:[a-z\d-]{1,40}\.){1,4}(?:com|net|org|edu|gov|io|co|info|biz|us|uk|de|ca|au|eu|me|app|dev|fr|es|it|nl|pl|br|in|ly|gl|be|tv)\/[^\s<>"'\u0001\u0002[\]]{1,2000}/gid, 0.9, (text) => text.includes('/') && text.includes('.')],
];
/** "ten-dot-two-dot-six-dot-one" as it is said; every place stays. */
const hyphened = (text: string): string => (text.includes('-dot-') ? text.replaceAll('-', ' ') : text);

/** Finds web addresses, before anything else, then network addresses and (where a policy wants them) organisations and nationalities. */
export function findForms(utterances: readonly Utterance[], types: ReadonlySet<string>, when: 'before' | 'after'): Finding[] {
  const forms = when === 'before' ? WEB : FORMS.filter(([type]) => type === 'IP' || types.has(type));
  if (forms.length === 0) return [];
  return utterances.flatMap((utterance, index) =>
    forms.filter(([, , , has]) => has?.(hyphened(utterance.text)) ?? true).flatMap(([type, pattern, score]) =>
      matchesOf(pattern, hyphened(utterance.text)).map((match): Finding => {
        const [start, end] = match.indices?.[1] ?? match.indices?.[0] ?? [0, 0];
        const value = utterance.text.slice(start, end).replace(/[.,;:!?)]{1,3}$/, '');
        return { type, value: value.toLowerCase(), pieces: [{ utterance: index, start, end: start + value.length }], reason: 'has the form of it', score };
      }),
    ),
  );
}
