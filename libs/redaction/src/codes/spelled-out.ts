import type { Token } from '../tokens.js';

const ALPHABET = new Set('alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray x-ray yankee zulu'.split(' '));

/**
 * How many tokens behind a letter say which it is: "(S) as in sugar", "(S) for sugar", "(D) delta", "(X) for x-ray". 0 where none do.
 * @param at the token after the letter
 */
export function spelledTail(tokens: readonly Token[], at: number, letter: string): number {
  const link = tokens[at]?.text;
  const skip = link === 'as' && (tokens[at + 1]?.text === 'in' || tokens[at + 1]?.text === 'for') ? 2 : link === 'for' || link === 'like' ? 1 : 0;
  const word = tokens[at + skip];
  if (word?.kind !== 'word' || word.text[0] !== letter.toLowerCase()) return 0;
  const ray = word.text === 'x' && tokens[at + skip + 1]?.text === '-' && tokens[at + skip + 2]?.text === 'ray';
  if (ray) return skip + 3;
  return word.text.length > 2 && (skip > 0 || ALPHABET.has(word.text)) ? skip + 1 : 0;
}
