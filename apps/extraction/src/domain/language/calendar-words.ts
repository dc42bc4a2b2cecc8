import { smallNumber } from './numbers.js';
import type { Token } from './tokens.js';

/** A number in running words, and the token after it. */
export interface Counted {
  readonly value: number;
  readonly to: number;
}

/** Whether one of these words stands at a place. */
export const is = (t: readonly Token[], i: number, ...words: string[]): boolean => words.includes(t[i]?.text ?? '');

/** Whether these words, parted by spaces, begin at a place. */
export function says(t: readonly Token[], i: number, phrase: string): boolean {
  const first = t[i]?.text;
  // Nearly always the first word is another.
  return first !== undefined && phrase.startsWith(first) && phrase.split(' ').every((word, at) => t[i + at]?.text === word);
}

const WEEKDAYS = new Map<string, number>(
  [
    ['sunday'],
    ['monday', 'mon'],
    ['tuesday', 'tues', 'tue'],
    ['wednesday', 'weds'],
    ['thursday', 'thurs', 'thur'],
    ['friday', 'fri'],
    ['saturday'],
  ].flatMap((names, weekday) => names.map((name): [string, number] => [name, weekday])),
);
const MONTHS = new Map<string, number>(
  [
    ['january', 'jan'], ['february', 'feb'], ['march', 'mar'], ['april', 'apr'], ['may'], ['june', 'jun'], ['july', 'jul'], ['august', 'aug'],
    ['september', 'sept', 'sep'], ['october', 'oct'], ['november', 'nov'], ['december', 'dec'],
  ].flatMap((names, at) => names.map((name): [string, number] => [name, at + 1])),
);
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(' ');

/** 0 is Sunday, -1 is no weekday; "Mondays" is none. */
export const weekdayOf = (token: Token | undefined): number => WEEKDAYS.get(token?.text ?? '') ?? -1;

/** "Mondays": every one of them. */
export const isEveryWeekday = (token: Token | undefined): boolean => token !== undefined && token.text.endsWith('s') && WEEKDAYS.has(token.text.slice(0, -1)) && !WEEKDAYS.has(token.text);

/** 1 is January, 0 is no month. */
export const monthOf = (token: Token | undefined): number => MONTHS.get(token?.text ?? '') ?? 0;

/** "3rd", "third", "twenty fourth". */
export function ordinalAt(t: readonly Token[], i: number): Counted | null {
  const text = t[i]?.text ?? '';
  if (/^\d{1,2}$/.test(text)) return /^(?:st|nd|rd|th)$/.test(t[i + 1]?.text ?? '') ? { value: Number(text), to: i + 2 } : null;
  const tens = text === 'twenty' ? 20 : text === 'thirty' ? 30 : 0;
  const unit = ORDINALS.indexOf(t[i + 1]?.text ?? '') + 1;
  if (tens > 0 && unit > 0 && unit < 10) return { value: tens + unit, to: i + 2 };
  if (text === 'thirtieth') return { value: 30, to: i + 1 };
  const plain = ORDINALS.indexOf(text) + 1;
  return plain > 0 ? { value: plain, to: i + 1 } : null;
}

/** "7", "seven", "forty five". */
export function countAt(t: readonly Token[], i: number): Counted | null {
  const text = t[i]?.text;
  const first = text === 'o' || text === 'oh' ? null : smallNumber(text);
  if (first === null) return null;
  const unit = smallNumber(t[i + 1]?.text);
  const spoken = !/\d/.test(text ?? '') && !/\d/.test(t[i + 1]?.text ?? '');
  return spoken && unit !== null && first >= 20 && first % 10 === 0 && unit > 0 && unit < 10 ? { value: first + unit, to: i + 2 } : { value: first, to: i + 1 };
}
