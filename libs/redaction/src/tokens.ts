import type { Utterance } from '@callmesh/contracts';
import { wordOf, type Word } from './learned/words.js';

/** A piece of an utterance's text. Offsets are UTF-16 code units into that text. */
export interface Token {
  readonly kind: 'word' | 'figures' | 'placeholder' | 'mark';
  /** Lower case, curly apostrophes straightened. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A word whose first letter is a capital. */
  readonly large: boolean;
  /** What is known of a word; null for all else. */
  readonly word: Word | null;
}

/** A placeholder of ours, as it begins at a place in a text. */
const PLACEHOLDER = /\[[A-Z][A-Z_]{0,40}_\d{1,9}\]/y;
const LETTER = /\p{L}/u;

/** What a character is: a letter, a digit, white space, a mask (see mask.ts), or another visible character. */
const Kind = { Other: 0, Letter: 1, Digit: 2, Space: 3, Mask: 4 } as const;
type Kind = (typeof Kind)[keyof typeof Kind];

const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  return /[a-z]/i.test(char) ? Kind.Letter : /\d/.test(char) ? Kind.Digit : /\s/.test(char) ? Kind.Space : code === 1 || code === 2 ? Kind.Mask : Kind.Other;
});

function kindAt(text: string, at: number): Kind {
  const code = text.charCodeAt(at);
  if (code < 128) return (ASCII[code] ?? Kind.Other) as Kind;
  // The second half of a pair goes with the first.
  const char = code >= 0xd800 && code < 0xdc00 ? text.slice(at, at + 2) : text[at] ?? '';
  return LETTER.test(char) ? Kind.Letter : /\s/.test(char) ? Kind.Space : Kind.Other;
}

/** Splits a text into tokens; white space is left out. Looks at every character a fixed number of times. */
function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const width = (at: number): number => ((text.charCodeAt(at) & 0xfc00) === 0xd800 && at + 1 < text.length ? 2 : 1);
  for (let at = 0; at < text.length; ) {
    const kind = kindAt(text, at);
    let end = at + width(at);
    if (kind === Kind.Space) {
      at = end;
      continue;
    }
    if (kind === Kind.Letter) {
      for (;;) {
        while (end < text.length && isLetterPart(text, end)) end += width(end);
        // An apostrophe inside a word.
        if ((text[end] === "'" || text[end] === '\u2019') && end + 1 < text.length && kindAt(text, end + 1) === Kind.Letter) end += 1 + width(end + 1);
        else break;
      }
      const found = text.slice(at, end);
      const small = found.toLowerCase();
      // The text of what is known: one string for all tokens of a word is compared without a look at its letters.
      const word = wordOf(small.includes('\u2019') ? small.replaceAll('\u2019', "'") : small);
      tokens.push({ kind: 'word', text: word.text, start: at, end, large: found[0] !== small[0], word });
    } else if (kind === Kind.Digit) {
      while (end < text.length && kindAt(text, end) === Kind.Digit) end += 1;
      tokens.push({ kind: 'figures', text: text.slice(at, end), start: at, end, large: false, word: null });
    } else if (kind === Kind.Mask) {
      while (end < text.length && kindAt(text, end) === Kind.Mask) end += 1;
      tokens.push({ kind: 'placeholder', text: text.slice(at, end), start: at, end, large: false, word: null });
    } else {
      PLACEHOLDER.lastIndex = at;
      const found = text[at] === '[' ? PLACEHOLDER.exec(text) : null;
      if (found !== null) end = at + found[0].length;
      tokens.push({ kind: found === null ? 'mark' : 'placeholder', text: text.slice(at, end).toLowerCase(), start: at, end, large: false, word: null });
    }
    at = end;
  }
  return tokens;
}

/** A letter, or a mark on the letter before it. */
const isLetterPart = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code < 128 ? ASCII[code] === Kind.Letter : kindAt(text, at) === Kind.Letter || /\p{M}/u.test(text[at] ?? '');
};

const known = new WeakMap<Utterance, Token[]>();

/** An utterance's tokens, made once for all rules that look at it. */
export function tokensOf(utterance: Utterance): readonly Token[] {
  const found = known.get(utterance);
  if (found !== undefined) return found;
  const made = tokenise(utterance.text);
  known.set(utterance, made);
  return made;
}

/** Tokens of an utterance that was covered at these ranges (in order), from those before: nothing but what is covered changes. */
export function coverTokens(original: Utterance, covered: Utterance, ranges: readonly { readonly start: number; readonly end: number; readonly mask: string }[]): void {
  const before = known.get(original);
  if (before === undefined) return;
  const tokens: Token[] = [];
  let next = 0;
  for (let at = 0; at < before.length; ) {
    const token = before[at] as Token;
    const range = ranges[next];
    if (range === undefined || token.end <= range.start) {
      tokens.push(token);
      at += 1;
      continue;
    }
    // A range that cuts a token, or touches what is covered already, is left to a fresh look.
    if (token.start < range.start || range.end <= range.start || token.start >= range.end || tokens.at(-1)?.end === range.start) return;
    let end = token.end;
    while (at < before.length && (before[at] as Token).start < range.end) {
      end = (before[at] as Token).end;
      at += 1;
    }
    if (end > range.end || (before[at]?.start === range.end && before[at]?.kind === 'placeholder')) return;
    tokens.push({ kind: 'placeholder', text: range.mask.repeat(range.end - range.start), start: range.start, end: range.end, large: false, word: null });
    next += 1;
    if ((ranges[next]?.start ?? Infinity) < range.end) return;
  }
  if (next === ranges.length) known.set(covered, tokens);
}
