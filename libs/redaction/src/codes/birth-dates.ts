import type { Utterance } from '@callmesh/contracts';
import type { Topic } from '../asked.js';
import { readDigits } from '../digit-words.js';
import type { Finding } from '../finding.js';
import { tokensOf, type Token } from '../tokens.js';

const CUE = /\b(?:date of birth|birth ?date|d\.?o\.?b\b|born (?:on|in)|born|birthday(?: is|'s)?|fecha de nacimiento|date de naissance|geboren(?: am)?|geburtsdatum|née? le|data di nascita|data de nascimento|data urodzenia)/gi;
const ASKS = /date of birth|birth ?date|\bdob\b|d\.o\.b|were you born|your birthday/i;
const MONTHS = new Set('january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro'.split(' '));
const ORDINALS = new Set('first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth'.split(' '));
const LINK = new Set("is it's its was : , um uh er well so sure yes okay on in my the that's that would be - s and".split(' '));
const INSIDE = new Set('slash stroke dash dot point of the sorry no thousand de del le d , . / - – st nd rd th um uh er hundred and oh'.split(' '));

/** Finds dates of birth by what is said before them, or by the question that they answer. */
export function findBirthDates(utterances: readonly Utterance[], topics: readonly (Topic | null)[]): Finding[] {
  let asked = -Infinity;
  return utterances.flatMap((utterance, index) => {
    const cues = [...utterance.text.matchAll(CUE)].map((match) => match.index + match[0].length);
    const starts = cues.length > 0 ? cues : topics[index] === 'birth' || index - asked <= 1 ? [0] : [];
    if (ASKS.test(utterance.text)) asked = index;
    if (starts.length === 0) return [];
    const tokens = tokensOf(utterance);
    let at = 0;
    return starts.flatMap((start): Finding[] => {
      while (at < tokens.length && (tokens[at]?.start ?? 0) < start) at += 1;
      const range = dateFrom(tokens, at, topics[index] === 'birth');
      if (range === null) return [];
      at = range.to;
      const pieces = [{ utterance: index, start: (tokens[range.from] as Token).start, end: (tokens[range.to - 1] as Token).end }];
      return [{ type: 'DATE_OF_BIRTH', value: tokens.slice(range.from, range.to).map(({ text }) => text).join(' '), pieces, reason: 'date after talk of a birth', score: 0.9 }];
    });
  });
}

function dateFrom(tokens: readonly Token[], start: number, answers: boolean): { from: number; to: number } | null {
  let from = start;
  const isPart = (at: number): boolean => MONTHS.has(tokens[at]?.text ?? '') || ORDINALS.has(tokens[at]?.text ?? '') || readDigits(tokens, at)?.doubtful === false;
  // In an answer the date may come after anything.
  while (answers ? from < tokens.length && from - start < 16 && !isPart(from) && tokens[from]?.kind !== 'placeholder' : from - start < 6 && LINK.has(tokens[from]?.text ?? '')) from += 1;
  let to = from;
  let parts = 0;
  let digits = 0;
  for (let at = from; at < Math.min(tokens.length, from + 24); ) {
    const text = tokens[at]?.text ?? '';
    const spoken = readDigits(tokens, at);
    if (MONTHS.has(text) || ORDINALS.has(text)) parts += 1;
    else if (spoken !== null && !(spoken.doubtful && spoken.digits !== '0')) {
      parts += 1;
      digits += spoken.digits.length;
    } else if (INSIDE.has(text)) {
      at += 1;
      continue;
    } else break;
    at += spoken?.tokens ?? 1;
    to = at;
  }
  return parts >= 2 || digits >= 4 ? { from, to } : null;
}
