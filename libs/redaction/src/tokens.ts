import type { Utterance } from '@callmesh/contracts';

/** A piece of an utterance's text. Offsets are UTF-16 code units into that text. */
export interface Token {
  readonly kind: 'word' | 'figures' | 'placeholder' | 'mark';
  /** Lower case, curly apostrophes straightened. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A word whose first letter is a capital. */
  readonly large: boolean;
}

/** A placeholder of ours (or the mask of one, see mask.ts), a word (with inner apostrophes), a run of figures, or one other visible character. No branch can backtrack far: linear. */
const TOKEN = /(?<placeholder>\[[A-Z][A-Z_]*_\d+\]|[\u0001\u0002]+)|(?<word>\p{L}+(?:['’]\p{L}+)*)|(?<figures>\d+)|(?<mark>[^\s\p{L}\d])/gu;

/** Splits a text into tokens; white space is left out. */
function tokenise(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), (match): Token => {
    const [found] = match;
    const start = match.index;
    const { placeholder, word, figures } = match.groups ?? {};
    if (figures !== undefined) return { kind: 'figures', text: found, start, end: start + found.length, large: false };
    const small = found.toLowerCase();
    if (word !== undefined) return { kind: 'word', text: small.includes('’') ? small.replaceAll('’', "'") : small, start, end: start + found.length, large: found[0] !== small[0] };
    return { kind: placeholder === undefined ? 'mark' : 'placeholder', text: small, start, end: start + found.length, large: false };
  });
}

const known = new WeakMap<Utterance, Token[]>();

/** An utterance's tokens, made once for all rules that look at it. */
export function tokensOf(utterance: Utterance): readonly Token[] {
  const found = known.get(utterance) ?? tokenise(utterance.text);
  known.set(utterance, found);
  return found;
}
