import type { Token } from './tokens.js';

/** A number as it was read out. */
export interface NumberMention {
  /** Digits in order ("4-8-2-1-3", "four eight two one three", "48,213" all give `48213`); ids with letters keep them. */
  readonly digits: string;
  /** Value with decimals when it was written as an amount (`89.90`), else null. */
  readonly decimal: string | null;
  /** Token range in the conversation. */
  readonly from: number;
  readonly to: number;
  /** A word was taken for a digit that sounds like it ("to", "for"). */
  readonly guessed: boolean;
}

const UNITS = new Map(Object.entries({ zero: 0, oh: 0, o: 0, nought: 0, naught: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9 }));
const TEENS = new Map(
  Object.entries({ ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19 }),
);
const TENS = new Map(Object.entries({ twenty: 20, thirty: 30, forty: 40, fourty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 }));
/** Taken for digits only inside a run of digits. */
const SOUNDS_LIKE = new Map([['to', '2'], ['too', '2'], ['do', '2'], ['for', '4'], ['fore', '4'], ['ate', '8'], ['won', '1'], ['tree', '3'], ['sex', '6']]);
const REPEATS = new Map([['double', 2], ['triple', 3]]);

const isDigitWord = (text: string | undefined): boolean => text !== undefined && (UNITS.has(text) || /^\d+$/.test(text));

/** Plain value of one number word, e.g. for hours and counts; null when it is none. */
export function smallNumber(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,4}$/.test(text)) return Number(text);
  return UNITS.get(text) ?? TEENS.get(text) ?? TENS.get(text) ?? null;
}

interface Piece {
  readonly digits: string;
  readonly length: number;
  readonly guessed?: boolean;
  readonly decimal?: string;
}

/** "forty eight thousand two hundred and thirteen": a whole number with its magnitudes. */
function cardinal(tokens: readonly Token[], at: number, end: number): Piece | null {
  let total = 0;
  let part = 0;
  let i = at;
  let magnitudes = 0;
  for (; i < end; i += 1) {
    const text = tokens[i]?.text ?? '';
    const small = smallNumber(text);
    if (text === 'a' && i === at && (tokens[i + 1]?.text === 'hundred' || tokens[i + 1]?.text === 'thousand')) part = 1;
    else if (text === 'hundred' && i === at) [part, magnitudes] = [100, 1];
    else if (text === 'hundred' && part > 0 && part < 100) [part, magnitudes] = [part * 100, magnitudes + 1];
    else if (text === 'thousand' && part > 0) [total, part, magnitudes] = [total + part * 1000, 0, magnitudes + 1];
    else if (text === 'and' && magnitudes > 0 && smallNumber(tokens[i + 1]?.text) !== null) continue;
    else if (small !== null && fits(part, small)) part += small;
    else break;
  }
  return magnitudes === 0 ? null : { digits: String(total + part), length: i - at };
}

/** A word adds to a number only where English lets it: tens after hundreds, units after tens. */
function fits(part: number, small: number): boolean {
  if (part === 0) return true;
  if (small === 0) return false;
  if (small < 10) return part % 10 === 0 && part % 100 !== 10;
  return small < 100 && part % 100 === 0;
}

function pieceAt(tokens: readonly Token[], at: number, end: number): Piece | null {
  const text = tokens[at]?.text ?? '';
  const next = at + 1 < end ? tokens[at + 1]?.text : undefined;
  const whole = cardinal(tokens, at, end);
  if (whole) return whole;
  const written = /^\d+(?:[.,:]\d+)*$/.exec(text);
  if (written) return writtenNumber(text);
  const times = REPEATS.get(text);
  if (times && isDigitWord(next)) return { digits: String(smallNumber(next)).repeat(times), length: 2 };
  const tens = TENS.get(text);
  if (tens !== undefined) {
    const unit = next === undefined ? undefined : UNITS.get(next);
    return unit ? { digits: String(tens + unit), length: 2 } : { digits: String(tens), length: 1 };
  }
  const single = UNITS.get(text) ?? TEENS.get(text);
  return single === undefined ? null : { digits: String(single), length: 1 };
}

function writtenNumber(text: string): Piece | null {
  if (text.includes(':')) return null;
  const money = /^(\d{1,3}(?:,\d{3})+|\d+)\.(\d{2})$/.exec(text);
  if (money) return { digits: text.replace(/\D/g, ''), decimal: `${(money[1] ?? '').replaceAll(',', '')}.${money[2] ?? ''}`, length: 1 };
  // "1.299,00" and "89,90" as the continent writes them.
  const continental = /^(\d{1,3}(?:\.\d{3})+|\d+),(\d{2})$/.exec(text);
  if (continental) return { digits: text.replace(/\D/g, ''), decimal: `${(continental[1] ?? '').replaceAll('.', '')}.${continental[2] ?? ''}`, length: 1 };
  const tenths = /^(\d+)\.(\d)$/.exec(text);
  if (tenths) return { digits: text.replace(/\D/g, ''), decimal: `${tenths[1] ?? ''}.${tenths[2] ?? ''}0`, length: 1 };
  return { digits: text.replace(/\D/g, ''), length: 1 };
}

/**
 * Finds numbers as people read them and as speech engines write them: digit by digit, in groups, with "double", as a whole number,
 * with fillers inside. Groups of five digits or more stand alone, so that "51877, 51902" are two numbers.
 */
export function findNumbers(tokens: readonly Token[], from: number, to: number): NumberMention[] {
  const found: NumberMention[] = [];
  for (let i = from; i < to; ) {
    const first = standsForAWord(tokens, i, from, to) ? null : pieceAt(tokens, i, to);
    if (!first) {
      i += 1;
      continue;
    }
    let digits = first.digits;
    let end = i + first.length;
    let guessed = false;
    const joins = first.decimal === undefined && first.digits.length < 5;
    for (let piece = joins ? continuation(tokens, end, to, digits) : null; piece; piece = continuation(tokens, end, to, digits)) {
      digits += piece.digits;
      end += piece.length;
      guessed ||= piece.guessed === true;
    }
    found.push({ digits, decimal: first.decimal ?? null, from: i, to: end, guessed });
    i = end;
  }
  return found;
}

/** "The second one, five one nine…" and "Oh, four eight…": a pronoun and a sigh, not digits. */
function standsForAWord(tokens: readonly Token[], at: number, from: number, to: number): boolean {
  const text = tokens[at]?.text;
  if (text !== 'one' && text !== 'oh' && text !== 'o') return false;
  const before = at > from ? tokens[at - 1]?.text : undefined;
  if (text === 'one' && before !== undefined && PRONOUN_BEFORE.has(before)) return true;
  return (at + 1 < to && tokens[at + 1]?.afterPause === true && (text !== 'one' || before === undefined || !NAMES_A_NUMBER.has(before)));
}

const PRONOUN_BEFORE = new Set('the first second third other that this which another last latter former newer older new old big small no any every each only right wrong'.split(' '));
const NAMES_A_NUMBER = new Set(['number', 'is', 'order', 'invoice', 'and']);

const TEN = 10;

function continuation(tokens: readonly Token[], at: number, end: number, soFar: string): Piece | null {
  if (at >= end || soFar.length >= 12) return null;
  const text = tokens[at]?.text ?? '';
  const alike = SOUNDS_LIKE.get(text);
  if (alike !== undefined) {
    const digitsAround = isDigitWord(tokens[at - 1]?.text) && at + 1 < end && isDigitWord(tokens[at + 1]?.text);
    // "One to one to nine": said twice between single digits it is one from the beginning on.
    const again = soFar.length === 1 && at + 3 < end && tokens[at + 2]?.text === text && isDigitWord(tokens[at + 3]?.text) && [1, 3].every((next) => (smallNumber(tokens[at + next]?.text) ?? TEN) < TEN);
    return digitsAround && (soFar.length >= 2 || again) ? { digits: alike, length: 1, guessed: true } : null;
  }
  const dashes = soFar.length >= 2 && /^(?:dash|hyphen|stroke)$/.test(text) && at + 1 < end ? 1 : 0;
  const said = pieceAt(tokens, at + dashes, end);
  const piece = said && { ...said, length: said.length + dashes };
  if (!piece || piece.decimal !== undefined || piece.digits.length > 4) return null;
  // A full number before a pause is finished: "four eight two one three, two tents".
  if (tokens[at]?.afterPause && soFar.length >= 5) return null;
  return piece;
}
