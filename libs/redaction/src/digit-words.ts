import type { Token } from './tokens.js';

const UNITS = new Map(['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'].map((word, value) => [word, String(value)]));
const TEENS = new Map(
  ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'].map((word, index) => [word, String(10 + index)]),
);
const TENS = new Map(['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].map((word, index) => [word, String(2 + index)]));
const REPEATS = new Map([
  ['double', 2],
  ['triple', 3],
  ['treble', 3],
]);
UNITS.set('nought', '0').set('naught', '0').set('niner', '9').set('nil', '0');

/** What the engine writes when a digit sounds like a common word; a digit only in the midst of others. */
const SOUND_ALIKES = new Map([
  ['oh', '0'],
  ['o', '0'],
  ['to', '2'],
  ['too', '2'],
  ['for', '4'],
  ['fore', '4'],
  ['ate', '8'],
  ['won', '1'],
  ['tree', '3'],
  ['sex', '6'],
]);

/** Digits that one or more tokens stand for. */
export interface Spoken {
  readonly digits: string;
  /** How many tokens were used. */
  readonly tokens: number;
  /** True when the word is a digit only if its neighbours are. */
  readonly doubtful: boolean;
}

/** Reads the digits that begin at token `at`: figures, "seven", "forty five", "double five", "hundred" after a digit. Null when there are none. */
export function readDigits(tokens: readonly Token[], at: number): Spoken | null {
  const token = tokens[at];
  if (token === undefined) return null;
  if (token.kind === 'figures') return { digits: token.text, tokens: 1, doubtful: false };
  if (token.kind !== 'word') return null;
  const plain = UNITS.get(token.text) ?? TEENS.get(token.text);
  if (plain !== undefined) return { digits: plain, tokens: 1, doubtful: false };
  const ten = TENS.get(token.text);
  if (ten !== undefined) return readTens(tokens, at, ten);
  const times = REPEATS.get(token.text);
  const next = tokens[at + 1];
  if (times !== undefined && next !== undefined) {
    const repeated = UNITS.get(next.text) ?? (next.text === 'oh' || next.text === 'o' ? '0' : /^\d$/.test(next.text) ? next.text : undefined);
    return repeated === undefined ? null : { digits: repeated.repeat(times), tokens: 2, doubtful: false };
  }
  const alike = SOUND_ALIKES.get(token.text);
  return alike === undefined ? null : { digits: alike, tokens: 1, doubtful: true };
}

/** "forty five" and "forty-five" are 45, "forty" alone is 40. */
function readTens(tokens: readonly Token[], at: number, ten: string): Spoken {
  const hyphen = tokens[at + 1]?.text === '-' ? 1 : 0;
  const unit = UNITS.get(tokens[at + 1 + hyphen]?.text ?? '');
  if (unit !== undefined && unit !== '0') return { digits: ten + unit, tokens: 2 + hyphen, doubtful: false };
  return { digits: `${ten}0`, tokens: 1, doubtful: false };
}
