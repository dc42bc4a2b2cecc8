import { redactName } from '@callmesh/redaction';
import type { CallMetadata } from './metadata/call-metadata.js';
import { dialledNumbers } from './metadata/dialled-numbers.js';
import { knownParties, partyNumbers } from './metadata/parties.js';

const LONGEST = 255;
/** What recorders and platforms end names with: no word of the name. Another ending may be an address's. */
const EXTENSION = /\.(?:wav|mp3|ogg|oga|opus|m4a|mp4|webm|flac|aac|amr|gsm|au|wma|vtt|srt|json|txt|csv|xml)$/i;

/** Without country code and trunk prefix; a shorter number is an extension, and in any name by chance. */
const [NATIONAL_DIGITS, SHORTEST] = [9, 7];

/**
 * A file's name as others may see it. Recorders write the caller's number into it, people an address: both become placeholders, as in
 * a transcript. Control characters go, and what no file system takes as a name is cut.
 * @param metadata of its call, which says whose numbers may stand there; null when nothing is known of it.
 */
export function shownFileName(name: string | null, metadata: CallMetadata | null): string | null {
  if (name === null) return null;
  const whole = name.replace(/\p{Cc}/gu, '').slice(0, LONGEST);
  const [extension = ''] = EXTENSION.exec(whole) ?? [];
  const text = whole.slice(0, whole.length - extension.length);
  // Underscores join what are words of their own in a file's name.
  const words = text.replaceAll('_', ' ');
  const redacted = redactedText(words, metadata);
  const shown = redacted === words ? text : redacted;
  const numbers = [...dialledNumbers(shown, metadata), ...(metadata ? partiesIn(shown, metadata) : [])];
  let count = shown.match(/\[PHONE_\d+\]/g)?.length ?? 0;
  // The longer first: it may hold another.
  return [...new Set(numbers)].sort((a, b) => b.length - a.length).reduce((rest, number) => (rest.includes(number) ? rest.replaceAll(number, `[PHONE_${(count += 1)}]`) : rest), shown) + extension;
}

/** The numbers of those who took part, however their digits are set apart. */
function partiesIn(name: string, metadata: CallMetadata): string[] {
  return partyNumbers(metadata).flatMap(({ role, value }) => {
    const digits = value.replace(/\D/g, '').slice(-NATIONAL_DIGITS);
    return role === 'line' || digits.length < SHORTEST ? [] : [...name.matchAll(new RegExp(`\\+?\\(?\\d{0,6}${[...digits].join('[\\s().-]{0,2}')}`, 'g'))].map(([found]) => found);
  });
}

/** The words of a vocabulary that everybody may read: it rides with the call, so what names a person is left out of it. */
export function shownVocabulary(words: readonly string[], metadata: CallMetadata): string[] {
  return words.filter((word) => redactedText(word, metadata) === word);
}

function redactedText(text: string, metadata: CallMetadata | null): string {
  const known = metadata ? knownParties(metadata) : [];
  const [redacted] = redactName([{ id: 'text', channel: 0, speaker: 'unknown', text, startMs: 0, endMs: 0, words: [], confidence: null }], { known }).utterances;
  return redacted?.text ?? text;
}
