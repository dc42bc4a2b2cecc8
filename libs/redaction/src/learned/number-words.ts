import { TEENS, TENS, UNITS } from '../data/number-words.js';
import { COMMON, FIRST, LAST, PLACE } from '../lexicon.js';
import { CARD_MASK } from '../mask.js';
import type { Token } from '../tokens.js';
import { hashOf } from './hash.js';
import { tokenWord } from './features.js';

/** Words that are kept; all calls ever read are not. */
const MOST = 20_000;
const known = new Map<string, number>();
const [CARD, COVERED, LONG] = [hashOf('a card'), hashOf('covered'), hashOf('long')];

/** What a word is beside a number: itself, one or many the same; a name or a place only that it is one; numbers are told apart ("three digits", "the last 4"). */
export function keyOf(token: Token): number {
  if (token.kind === 'placeholder') return token.text.startsWith(CARD_MASK) || token.text.startsWith('[credit_card') ? CARD : COVERED;
  if (token.kind === 'figures') return token.text.length > 2 ? LONG + token.text.length : hashOf(`n${Number(token.text)}`);
  const found = known.get(token.text);
  if (found !== undefined) return found;
  const made = fresh(token);
  if (known.size >= MOST) known.clear();
  known.set(token.text, made);
  return made;
}

function fresh(token: Token): number {
  const value = UNITS.get(token.text) ?? TEENS.get(token.text) ?? (TENS.has(token.text) ? `${TENS.get(token.text)}0` : undefined);
  if (value !== undefined) return hashOf(`n${Number(value)}`);
  const { plain, flags, key } = tokenWord(token);
  if (token.kind !== 'word' || ((flags & (FIRST | LAST | PLACE)) !== 0 && (flags & COMMON) === 0)) return key;
  return hashOf(plain.length > 3 && plain.endsWith('s') && !plain.endsWith('ss') ? plain.slice(0, -1) : plain);
}
