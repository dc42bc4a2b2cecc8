import { PLURALS, REPEATS, SOUND_ALIKES, STARTS, TEENS, TENS, TIMES, UNITS } from './data/number-words.js';
import type { Token } from './tokens.js';

/** "double", the digit of which may come after a breath. */
export const isRepeat = (word: string): boolean => REPEATS.has(word);

/** Digits that one or more tokens stand for. */
export interface Spoken {
  readonly digits: string;
  /** How many tokens were used. */
  readonly tokens: number;
  /** True when the word is a digit only if its neighbours are. */
  readonly doubtful: boolean;
}

/** Is there any figure, or a word for a digit that is nothing else? */
export function saysNumber(tokens: readonly Token[]): boolean {
  for (const { kind, text } of tokens) if (kind === 'figures' || (kind === 'word' && STARTS.has(text) && !SOUND_ALIKES.has(text))) return true;
  return false;
}

/** Reads the digits that begin at token `at`: figures, "seven", "forty-five", "double five", "two fives", "nineteen hundred", "four hundred and twelve". Null when there are none. */
export function readDigits(tokens: readonly Token[], at: number): Spoken | null {
  const token = tokens[at];
  if (token === undefined) return null;
  if (token.kind === 'figures') return token.text.length === 1 ? (repeated(tokens, at) ?? { digits: token.text, tokens: 1, doubtful: false }) : { digits: token.text, tokens: 1, doubtful: false };
  if (token.kind !== 'word' || !STARTS.has(token.text)) return null;
  const times = REPEATS.get(token.text);
  if (times !== undefined) return doubled(tokens, at, times);
  if (token.text === 'one' && isPronoun(tokens, at)) return null;
  const small = repeated(tokens, at) ?? belowHundred(tokens, at);
  if (small !== null) return withHundreds(tokens, at, small);
  return { digits: SOUND_ALIKES.get(token.text) ?? '', tokens: 1, doubtful: true };
}

/** "the new one is", "this one", "one moment": nobody's digit. */
function isPronoun(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]?.text ?? '';
  if (MOMENT.has(next)) return true;
  const figures = tokens[at + 1];
  return BEFORE_ONE.has(tokens[at - 1]?.text ?? '') && !STARTS.has(next) && (figures?.kind !== 'figures' || figures.text.length > 2);
}
const BEFORE_ONE = new Set('the this that new old other another same right wrong only last which my your full whole real correct different no'.split(' '));
const MOMENT = new Set('moment second sec minute is ending that which'.split(' '));

/** "double five", "triple-two", "double oh", "double won". */
function doubled(tokens: readonly Token[], at: number, times: number): Spoken | null {
  const hyphen = tokens[at + 1]?.text === '-' ? 1 : 0;
  const text = tokens[at + 1 + hyphen]?.text ?? '';
  const digit = UNITS.get(text) ?? (/^\d$/.test(text) ? text : SOUND_ALIKES.get(text));
  return digit === undefined ? null : { digits: digit.repeat(times), tokens: 2 + hyphen, doubtful: false };
}

function repeated(tokens: readonly Token[], at: number): Spoken | null {
  const digit = PLURALS.get(tokens[at + 1]?.text ?? '');
  const times = digit === undefined ? undefined : TIMES.get(tokens[at]?.text ?? '');
  return times === undefined || digit === undefined ? null : { digits: digit.repeat(times), tokens: 2, doubtful: false };
}

/** "seven", "seventeen", "forty", "forty five", "forty-five". */
function belowHundred(tokens: readonly Token[], at: number): Spoken | null {
  const text = tokens[at]?.text ?? '';
  const plain = UNITS.get(text) ?? TEENS.get(text);
  if (plain !== undefined) return { digits: plain, tokens: 1, doubtful: false };
  const ten = TENS.get(text);
  if (ten === undefined) return null;
  const hyphen = tokens[at + 1]?.text === '-' ? 1 : 0;
  const unit = UNITS.get(tokens[at + 1 + hyphen]?.text ?? '');
  if (unit !== undefined && unit !== '0') return { digits: ten + unit, tokens: 2 + hyphen, doubtful: false };
  return { digits: `${ten}0`, tokens: 1, doubtful: false };
}

/** "nineteen hundred" is 1900, "four hundred and twelve" 412, "two thousand" 2000; a unit right behind ("nine hundred six") is a digit of its own. */
function withHundreds(tokens: readonly Token[], at: number, head: Spoken): Spoken {
  const scale = tokens[at + head.tokens]?.text;
  const zeros = scale === 'hundred' ? 2 : scale === 'thousand' ? 3 : 0;
  if (zeros === 0 || head.digits.startsWith('0')) return head;
  let used = head.tokens + 1;
  const and = tokens[at + used]?.text === 'and' ? 1 : 0;
  const rest = belowHundred(tokens, at + used + and);
  const joined = rest !== null && (and === 1 || rest.digits.length === 2) && rest.digits !== '0';
  if (joined) used += and + rest.tokens;
  return { digits: head.digits + (joined ? rest.digits.padStart(zeros, '0') : '0'.repeat(zeros)), tokens: used, doubtful: false };
}
