import type { Utterance } from '@callmesh/contracts';
import type { Questions, Topic } from '../asked.js';
import { readDigits, saysNumber } from '../digit-words.js';
import { MONTHS, readDate, yearAt } from './dates.js';
import type { Finding } from '../finding.js';
import { tokensOf, type Token } from '../tokens.js';
import { matchesOf } from '../matches.js';

const CUE = /\b(?:date of birth|birth ?date|d[. ]?o[. ]?b\b|born (?:on|in)|born|(?<![.\w])b\.(?= ?\d{1,2}[ ./-])|birthday(?: is|'s)?|fecha de nacimiento|date de naissance|geboren(?: am)?|geburtsdatum|née? le|data di nascita|data de nascimento|data urodzenia)/gi;
const ASKS = /date of birth|birth ?date|\bd[. ]?o[. ]?b\b|were you born|your birthday/i;
const ORDINALS = new Set('first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth'.split(' '));
const LINK = new Set(". is it's its was : , um uh er well so sure yes okay on in my the that's that would be - s and".split(' '));
const INSIDE = new Set('slash stroke dash dot point of the sorry no thousand de del le d , . / - – st nd rd th um uh er hundred and oh day eve'.split(' '));

/** A date of these years that is all of an answer is hardly any other one. */
const FIRST_YEAR = 1905;
const LAST_YEAR = 2006;
/** So many words beside such a date: "yes, it's … correct". */
const MAX_BESIDE = 4;

/** Finds dates of birth by what is said before them, or by the question that they answer; a full date of long ago that is all of an answer too. */
export function findBirthDates(utterances: readonly Utterance[], { topics, all }: Questions): Finding[] {
  let asked = -Infinity;
  return utterances.flatMap((utterance, index) => {
    const cues = matchesOf(CUE, utterance.text).map((match) => match.index + match[0].length);
    const answers = all[index]?.includes('birth') === true;
    const others = answers && all[index]?.some((topic) => BESIDE.has(topic)) === true;
    const starts = cues.length > 0 ? cues : topics[index] === 'birth' || answers || index - asked <= 1 ? [0] : [];
    if (ASKS.test(utterance.text)) asked = index;
    const found = (tokens: readonly Token[], { from, to }: Range, reason: string, score: number): Finding => {
      const pieces = [{ utterance: index, start: (tokens[from] as Token).start, end: (tokens[to - 1] as Token).end }];
      return { type: 'DATE_OF_BIRTH', value: tokens.slice(from, to).map(({ text }) => text).join(' '), pieces, reason, score };
    };
    if (starts.length === 0) {
      const range = (all[index]?.length === 0 || topics[index] === 'age') && utterance.text.length <= 90 && saysNumber(tokensOf(utterance)) ? loneDate(tokensOf(utterance)) : null;
      return range === null ? [] : [found(tokensOf(utterance), range, 'a date of long ago and nothing else', 0.6)];
    }
    const tokens = tokensOf(utterance);
    let at = 0;
    const ranges = starts.flatMap((start): Range[] => {
      while (at < tokens.length && (tokens[at]?.start ?? 0) < start) at += 1;
      const range = (others ? whole(tokens, at) : null) ?? (others && cues.length === 0 ? null : dateFrom(tokens, at, answers)) ?? (topics[index] === 'birth' ? loneYear(tokens) : null);
      if (range === null) return [];
      at = range.to;
      return [range];
    });
    const last = ranges.at(-1);
    const year = last === undefined ? null : yearNamed(tokens, last.to);
    return [...ranges, ...(year === null ? [] : [year])].map((range) => found(tokens, range, 'date after talk of a birth', 0.9));
  });
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Asked for together with a birthday: only what is a date by itself is one. */
const BESIDE: ReadonlySet<Topic> = new Set(['phone', 'card', 'ssn', 'id', 'bank', 'iban', 'password', 'email', 'login', 'street', 'name', 'passport', 'licence']);

/** The first complete date from a token on. */
function whole(tokens: readonly Token[], start: number): Range | null {
  for (let at = start; at < Math.min(tokens.length, start + 40); at += 1) {
    const date = readDate(tokens, at);
    if (date !== null && (date.year !== null || date.sure)) return date;
  }
  for (let at = start; at < Math.min(tokens.length, start + 12); at += 1) {
    const date = readDate(tokens, at, true);
    if (date !== null) return date;
    if (readDigits(tokens, at)?.doubtful === false) return null;
  }
  return null;
}

/** A date with its year that is all of an utterance. */
function loneDate(tokens: readonly Token[]): Range | null {
  for (let at = 0; at < Math.min(tokens.length, MAX_BESIDE); at += 1) {
    const date = readDate(tokens, at);
    if (date === null || date.year === null) continue;
    const comma = tokens.findIndex(({ text }, place) => place >= date.to && text === ',');
    const beside = [...tokens.slice(0, date.from), ...tokens.slice(date.to, comma < 0 ? tokens.length : comma)].filter(({ kind }) => kind !== 'mark');
    return date.sure && date.year >= FIRST_YEAR && date.year <= LAST_YEAR && beside.length <= MAX_BESIDE && beside.every((token, place) => token.kind === 'word' && readDigits(beside, place) === null && !NOT_BORN.test(token.text)) ? date : null;
  }
  return null;
}
/** A year and nothing else: "eighty four". */
function loneYear(tokens: readonly Token[]): Range | null {
  const from = tokens.findIndex((_, at) => readDigits(tokens, at)?.doubtful === false);
  const year = from < 0 || from > MAX_BESIDE ? null : yearAt(tokens, from);
  return year !== null && tokens.length - year.to <= MAX_BESIDE && tokens.slice(year.to).every((_, at) => readDigits(tokens, year.to + at) === null) && (year.value < LAST_YEAR || year.to - from > 1) ? { from, to: year.to } : null;
}

/** The date is told to be something else. */
const NOT_BORN = /^(?:since|until|till|by|from|before|after|on|bought|built|joined|started|opened|dated|signed)$/;

/** "…, and the year nineteen ninety". */
function yearNamed(tokens: readonly Token[], start: number): Range | null {
  for (let at = start; at < start + 4; at += 1) {
    if (tokens[at]?.text !== 'year') continue;
    const from = /^(?:is|was)$/.test(tokens[at + 1]?.text ?? '') ? at + 2 : at + 1;
    const year = yearAt(tokens, from);
    return year === null ? null : { from, to: year.to };
  }
  return null;
}

/** Days that are known by their name. */
const HOLIDAYS = new Set(['christmas', 'boxing', 'halloween', "valentine's", 'valentines']);
const MAX_TRIES = 2;

function dateFrom(tokens: readonly Token[], start: number, answers: boolean, tries = MAX_TRIES): { from: number; to: number } | null {
  let from = start;
  const isPart = (at: number): boolean => MONTHS.has(tokens[at]?.text ?? '') || HOLIDAYS.has(tokens[at]?.text ?? '') || ORDINALS.has(tokens[at]?.text ?? '') || readDigits(tokens, at)?.doubtful === false;
  // In an answer the date may come after anything.
  while (answers ? from < tokens.length && from - start < 16 && !isPart(from) && tokens[from]?.kind !== 'placeholder' : from - start < 6 && LINK.has(tokens[from]?.text ?? '')) from += 1;
  let to = from;
  let parts = 0;
  let digits = 0;
  for (let at = from; at < Math.min(tokens.length, from + 24); ) {
    const text = tokens[at]?.text ?? '';
    const spoken = readDigits(tokens, at);
    if (MONTHS.has(text) || ORDINALS.has(text) || HOLIDAYS.has(text)) parts += 1;
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
  if (parts >= 2 || digits >= 4) return { from, to };
  // "He was due on the tenth but he came on the sixth of January": the first number was no date.
  return answers && tries > 0 && to > from ? dateFrom(tokens, to, answers, tries - 1) : null;
}
