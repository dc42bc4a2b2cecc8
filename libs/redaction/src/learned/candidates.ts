import { PARTICLES } from '../data/last-names.js';
import { COMMON, FIRST, LAST, NEVER, PEOPLE, PLACE } from '../lexicon.js';
import type { Line } from './features.js';

const isUpper = (text: string, at: number): boolean => {
  const char = text[at] ?? '';
  return char.toLowerCase() !== char;
};
const partsOfCodes = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return (code >= 48 && code <= 57) || code === 95 || code === 64 || code === 35 || code === 47 || code === 92;
};

const SMALL = /\p{Ll}/u;
/** A capital behind more letters than "Mc" or "Fitz" have: "GrumpyGareth". */
const INNER = /^\p{L}{4,}\p{Ll}\p{Lu}/u;

/** A word in a name of an account: "krystyna.b", "GrumpyGareth". */
function isOfAccount(text: string, start: number, end: number, flags: number): boolean {
  if (text[end] === '.' && SMALL.test(text[end + 1] ?? ' ')) return true;
  return (flags & (FIRST | LAST)) === 0 && isUpper(text, start) && INNER.test(text.slice(start, end));
}

/** No name is longer. */
const LONGEST = 40;

/** Could a token be a part of a person's name? Ordinary words only where they are names too, or are written large. */
export function possibleName({ tokens, words, text, casing }: Line, at: number): boolean {
  const [token, word] = [tokens[at], words[at]];
  if (token?.kind !== 'word' || word === undefined) return false;
  const length = token.end - token.start;
  if (length > LONGEST) return false;
  // An initial has its dot, and a name after it.
  if (length === 1) return token.large && tokens[at + 1]?.text === '.' && tokens[at + 1]?.start === token.end && tokens[at + 2]?.large === true;
  if (partsOfCodes(text, token.start - 1) || partsOfCodes(text, token.end) || isOfAccount(text, token.start, token.end, word.flags)) return false;
  // A short form: "SLA", "IBAN".
  if (token.large && casing === 1 && length <= 5 && (length < 3 || (word.flags & (FIRST | LAST)) === 0 || (word.flags & COMMON) !== 0) && isUpper(text, token.start + 1)) return false;
  const { flags } = word;
  // A people, a language, a town.
  if ((flags & (PEOPLE | PLACE)) !== 0 && (flags & (FIRST | LAST)) === 0) return false;
  if ((flags & COMMON) === 0 || PARTICLES.has(word.plain)) return true;
  // Where names are written large, an ordinary word in small letters is one.
  return ((flags & (FIRST | LAST)) !== 0 && (token.large || (length > 2 && casing === 0))) || (token.large && (flags & NEVER) === 0);
}

/** Does a token join the parts of a name before and after it? */
export const joinsNames = ({ tokens }: Line, at: number): boolean => {
  const token = tokens[at];
  return token?.kind === 'mark' && (token.text === '-' || token.text === '.') && tokens[at - 1]?.end === token.start;
};

/** So near to a number or a word of places a word may belong to an address. */
const NEAR = 4;

/** Could a token be a part of an address? Any word, and figures, where a place was asked for or something near points at one. */
export function possiblePlace({ tokens, words, asked }: Line, at: number): boolean {
  if (tokens[at]?.kind !== 'word' && tokens[at]?.kind !== 'figures') return false;
  if (asked === 'street' || asked === 'where') return true;
  for (let i = Math.max(0, at - NEAR); i <= at + NEAR && i < tokens.length; i += 1) if (words[i]?.place === true || tokens[i]?.kind === 'figures') return true;
  return false;
}

/** Does a token join the parts of an address before and after it? */
export const joinsPlaces = ({ tokens }: Line, at: number): boolean => tokens[at]?.kind === 'mark' && /^[-,./#'()&\u2013]$/.test(tokens[at]?.text ?? '');
