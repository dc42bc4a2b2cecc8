import { readDigits } from '../digit-words.js';
import type { Token } from '../tokens.js';

/** A stretch of tokens that spells a word. */
export interface Spelled {
  readonly from: number;
  readonly to: number;
  readonly letters: string;
}

const BETWEEN = new Set(['-', ',', '.', '–', 'then', 'um', 'uh', 'and', 'sorry', 'hyphen', 'dash', 'apostrophe', "'", 'space', 'capital', 'no']);
const MAX = 60;

const isLetter = (token: Token | undefined): boolean => token?.kind === 'word' && token.text.length === 1;

/**
 * Letters said one by one: "V I O L E T", "K-I-N-G", "double s", "S as in sugar", "O apostrophe R". Null for fewer than `least`, or where
 * digits are among them or right after (that is a code).
 */
export function spelledFrom(tokens: readonly Token[], at: number, least = 3): Spelled | null {
  if (!isLetter(tokens[at]) && tokens[at]?.text !== 'double' && tokens[at]?.text !== 'capital') return null;
  let to = at;
  let end = at;
  let letters = '';
  while (to < tokens.length && letters.length < MAX) {
    const text = tokens[to]?.text ?? '';
    if ((text === 'double' || text === 'capital') && isLetter(tokens[to + 1])) {
      letters += (tokens[to + 1]?.text ?? '').repeat(text === 'double' ? 2 : 1);
      to += 2;
    } else if (isLetter(tokens[to])) {
      // "a" and "i" in the midst of words are words.
      if (/^[ai]$/.test(text) && tokens[to + 1]?.kind === 'word' && !isLetter(tokens[to + 1]) && !BETWEEN.has(tokens[to + 1]?.text ?? '') && tokens[to + 1]?.text !== 'as' && tokens[to + 1]?.text !== 'for' && tokens[to + 1]?.text !== 'double') break;
      letters += text;
      to += 1;
    } else if (text === 'no' && isLetter(tokens[to + 1]) && /^(?:at|in|on|there)$/.test(tokens[to + 2]?.text ?? '')) break; // "…, no H at the end"
    else if (letters !== '' && BETWEEN.has(text) && to - end < 3) {
      to += 1;
      continue;
    } else break;
    end = to;
    // "… as in sugar", "… for sugar", "… like sugar"
    if (tokens[to]?.text === 'as' && (tokens[to + 1]?.text === 'in' || tokens[to + 1]?.text === 'for') && tokens[to + 2]?.kind === 'word') end = to += 3;
    else if ((tokens[to]?.text === 'for' || tokens[to]?.text === 'like') && tokens[to + 1]?.kind === 'word' && (tokens[to + 1]?.text ?? '')[0] === letters.at(-1)) end = to += 2;
  }
  if (letters.length < least) return null;
  const next = readDigits(tokens, tokens[end]?.kind === 'mark' ? end + 1 : end);
  const before = at === 0 ? null : readDigits(tokens, tokens[at - 1]?.kind === 'mark' ? at - 2 : at - 1);
  return (next !== null && !next.doubtful) || (before !== null && !before.doubtful) ? null : { from: at, to: end, letters };
}
