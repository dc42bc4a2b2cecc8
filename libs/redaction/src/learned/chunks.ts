import { COMMON, FIRST, LAST } from '../lexicon.js';
import { hashOf, join } from './hash.js';
import { wordOf } from './words.js';

/** What stands between two blanks, without the punctuation around it. Offsets are UTF-16 code units into the utterance's text. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  /** How its letters, figures and signs follow each other: "aa_9" and "AA_9" are one for names of accounts, "9" is a number. */
  readonly shape: number;
  /** The same, coarsely: {@link Coarse}. */
  readonly coarse: number;
  /** An ordinary word itself, any other its kind or shape. */
  readonly key: number;
  /** What the first word in it is, where it is written as no word is. */
  readonly stem: number;
  /** Punctuation right before and after it. */
  readonly opens: number;
  readonly closes: number;
}

/** Kinds of chunks. Those from `Hyphened` on are written as no word is. */
export const Coarse = { Word: 0, Name: 1, Unknown: 2, Letter: 3, Number: 4, Figures: 5, Joined: 6, Covered: 7, Mark: 8, Hyphened: 9, Dotted: 10, Underscored: 11, Capital: 12, WordFigures: 13, Code: 14, Signed: 15, Handle: 16, Edge: 17 } as const;

const SPLIT = /[^\s=:\u0001\u0002]+|[\u0001\u0002]+/g;
const BEFORE = /^["'“”„«»‘([{<*•–—…,;.-]+/;
const AFTER = /["'“”»’)\]}>.,;!?…–—-]+$/;
const PLACEHOLDER = /^\[[A-Z][A-Z_]{0,40}_\d{1,9}\]/;
const WORD = /^[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*$/u;
/** Longer ones are no name and no secret, and are not looked at letter by letter. */
const LONGEST = 64;

const [FIGURES, COVERED, MARK] = [hashOf('figures'), hashOf('covered'), hashOf('mark')];
const numberKey = wordOf('seven').key;

/** A chunk by itself: where it lies in what stands between two blanks, and what it is. */
interface Look extends Pick<Chunk, 'shape' | 'coarse' | 'key' | 'stem'> {
  readonly from: number;
  readonly length: number;
}

/** Ordinary words with their punctuation, which most of talk is. */
const ordinary = new Map<string, Look>();
const [MOST_KEPT, LONGEST_KEPT] = [20_000, 16];

/** The chunks of a text. */
export function chunksOf(text: string): Chunk[] {
  const found: Chunk[] = [];
  for (const { 0: whole, index } of text.matchAll(SPLIT)) {
    const look = ordinary.get(whole) ?? lookAt(whole);
    const [start, end] = [index + look.from, index + look.from + look.length];
    const closing = text.charCodeAt(end);
    const { shape, coarse, key, stem } = look;
    found.push({ start, end, shape, coarse, key, stem, opens: look.from > 0 ? text.charCodeAt(start - 1) : 32, closes: end >= text.length || isSpace(closing) ? 32 : closing });
  }
  return found;
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || (code > 127 && /\s/.test(String.fromCharCode(code)));

function lookAt(whole: string): Look {
  const covered = whole.charCodeAt(0) < 3 || PLACEHOLDER.test(whole);
  if (covered) return { from: 0, length: whole.length, shape: COVERED, coarse: Coarse.Covered, key: COVERED, stem: 0 };
  const before = BEFORE.exec(whole)?.[0].length ?? 0;
  const inner = whole.slice(before);
  const said = inner.slice(0, inner.length - (AFTER.exec(inner)?.[0].length ?? 0));
  if (said === '') return { from: 0, length: whole.length, shape: MARK, coarse: Coarse.Mark, key: join(MARK, whole.charCodeAt(0)), stem: 0 };
  const known = lookOf(said);
  const look = { from: before, length: said.length, shape: known.shape, coarse: known.coarse, key: known.key, stem: stemOf(said, known.coarse) };
  if (look.coarse === Coarse.Word && whole.length <= LONGEST_KEPT && ordinary.size < MOST_KEPT) ordinary.set(whole, look);
  return look;
}

type LookOf = Pick<Chunk, 'shape' | 'coarse' | 'key'>;

const STEM = /\p{L}[\p{L}\p{M}]{2,}/u;

/** Whether an odd one begins with a word or a name. */
function stemOf(said: string, coarse: number): number {
  if (coarse < Coarse.Hyphened) return 0;
  const stem = STEM.exec(said.slice(0, LONGEST))?.[0];
  const flags = stem === undefined ? 0 : wordOf(stem.toLowerCase()).flags;
  return stem === undefined ? 1 : (flags & (FIRST | LAST)) !== 0 ? 2 : (flags & COMMON) !== 0 ? 3 : 4;
}

function lookOf(said: string): LookOf {
  if (said.length > LONGEST) return { shape: MARK, coarse: Coarse.Joined, key: MARK };
  if (WORD.test(said)) return ofWord(said);
  const shape = shapeOf(said);
  if (/^\d+$/.test(said)) return { shape: join(FIGURES, Math.min(9, said.length)), coarse: Coarse.Figures, key: join(FIGURES, Math.min(9, said.length)) };
  if (HYPHENED.test(said)) return ofHyphened(said, shape);
  return { shape, coarse: oddness(said), key: shape };
}

const HYPHENED = /^[\p{L}\p{M}'’]+(?:-[\p{L}\p{M}'’]+)+$/u;

/** "Twenty-one" is a number, "sign-in" a word. */
function ofHyphened(said: string, shape: number): LookOf {
  const parts = said.toLowerCase().split('-').map(wordOf);
  if (parts.every(({ key }) => key === numberKey)) return { shape: hashOf('number'), coarse: Coarse.Number, key: numberKey };
  const common = parts.every(({ flags }) => (flags & COMMON) !== 0);
  return { shape: join(shape, parts.length), coarse: common ? Coarse.Joined : Coarse.Hyphened, key: common ? hashOf(said.toLowerCase()) : join(Coarse.Hyphened, parts.length) };
}

/** In what way something is written as no word is. */
function oddness(said: string): number {
  if (!/\p{L}/u.test(said)) return Coarse.Joined;
  if (/^@[\w.-]+$/.test(said)) return Coarse.Handle;
  if (/[!$%^&*?#~@+]/.test(said)) return Coarse.Signed;
  if (said.includes('_')) return Coarse.Underscored;
  if (/\d/.test(said)) return /\p{L}{3}/u.test(said) ? Coarse.WordFigures : Coarse.Code;
  return said.includes('/') ? Coarse.Joined : Coarse.Dotted;
}

function ofWord(said: string): LookOf {
  const word = wordOf(said.toLowerCase());
  const large = /^\p{Lu}/u.test(said);
  if (said.length === 1 && !/^[aI]$/.test(said)) return { shape: hashOf(large ? 'A' : 'a'), coarse: Coarse.Letter, key: hashOf('letter') };
  // "BigDave": a capital inside.
  if (/\p{Ll}\p{Lu}/u.test(said)) return { shape: shapeOf(said), coarse: Coarse.Capital, key: shapeOf(said) };
  const common = (word.flags & COMMON) !== 0;
  const coarse = word.key === numberKey ? Coarse.Number : common ? Coarse.Word : (word.flags & (FIRST | LAST)) !== 0 ? Coarse.Name : Coarse.Unknown;
  return { shape: join(join(coarse, large ? 1 : 0), Math.min(said.length, 12)), coarse, key: word.key };
}

/** Runs of letters and figures as one each, signs as they are. */
function shapeOf(said: string): number {
  let shape = 0;
  let last = '';
  for (const char of said) {
    const kind = /\p{Lu}/u.test(char) ? 'A' : /[\p{L}\p{M}]/u.test(char) ? 'a' : /\d/.test(char) ? '9' : char;
    if (kind === last && kind !== char) continue;
    shape = join(shape, kind.charCodeAt(0));
    last = kind;
  }
  return shape;
}
