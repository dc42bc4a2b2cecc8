import { CITIES } from '../data/cities.js';
import { LONG_PLACES } from '../places/long-places.js';
import { BUILDINGS, OPENERS, STREET_AFTER, STREET_BEFORE, STREET_END, UNITS } from '../data/streets.js';
import { ROLES } from '../data/people-words.js';
import { PARTICLES } from '../data/last-names.js';
import { STARTS } from '../data/number-words.js';
import { TITLES } from '../data/titles.js';
import { BRAND, COMMON, FIRST, flagsOf, is, LAST, PEOPLE, PLACE } from '../lexicon.js';
import { nameShape } from '../people/name-shape.js';
import { plain } from '../plain.js';
import { hashOf, join } from './hash.js';

/** What is known of a word, worked out once. */
export interface Word {
  /** As a token has it, in small letters. */
  readonly text: string;
  /** Without marks on letters and without a final 's. */
  readonly plain: string;
  /** Without marks on letters. */
  readonly full: string;
  /** What it can be in an address: {@link AFTER}, {@link BEFORE}, … */
  readonly street: number;
  /** Of the lexicon. */
  readonly flags: number;
  /** What kind of word it is, for the word itself. */
  readonly kind: number;
  /** What it is for its neighbours: an ordinary word itself, any other its kind. */
  readonly key: number;
  /** Where it stands an address may stand. */
  readonly place: boolean;
  /** An ordinary word, with its ending. */
  readonly common: boolean;
  /** A place of one word, with its ending. */
  readonly town: boolean;
  /** A street with its number, or a place, may begin with it. */
  readonly begins: boolean;
  /** Sequences of its letters, at its beginning, its end and anywhere. */
  readonly grams: readonly number[];
}

/** Words that are kept; all calls ever read are not. */
const MOST = 20_000;
const LONGEST = 32;
const known = new Map<string, Word>();

/** A word as a token has it, in small letters. */
export function wordOf(text: string): Word {
  const found = known.get(text);
  if (found !== undefined) return found;
  const full = plain(text);
  const bare = full.endsWith("'s") ? full.slice(0, -2) : full;
  const made = { ...describe(bare, flagsOf(bare), full), text };
  if (known.size >= MOST) known.clear();
  known.set(text, made);
  return made;
}

/** A word of which this is known; what a list says of it can be left out. */
export function describe(bare: string, flags: number, full = bare): Word {
  if (NUMBERS.has(bare)) return { ...NUMBER, text: full, plain: bare, full, flags, common: is(full, COMMON) };
  const ordinary = (flags & (COMMON | BRAND | PEOPLE)) === COMMON || TITLES.has(bare) || PARTICLES.has(bare);
  const street = streetBits(full);
  const listed = (flags & (FIRST | LAST | PLACE | BRAND | PEOPLE)) !== 0;
  const shape = ordinary || listed ? 0 : bare.length === 1 ? 1 : shapeOf(bare);
  const kind = join(join(flags, shape), street);
  const town = is(full, PLACE);
  const begins = (street & (AFTER | BEFORE | COMPOUND)) !== 0 || town || LONG_PLACES.has(full) || OPENERS.has(full) || POST_BOXES.has(full) || STARTS.has(full);
  return { text: full, plain: bare, full, street, flags, common: is(full, COMMON), town, begins, place: (street & ~UNIT) !== 0 || (flags & PLACE) !== 0 || HOME.has(bare), kind, key: TITLES.has(bare) ? TITLE : ordinary ? (ROLES.has(bare) && !OWN.has(bare) ? ROLE : hashOf(bare)) : kind, grams: ordinary && (flags & (FIRST | LAST)) === 0 ? [] : gramsOf(bare) };
}

/** A kind of street after its name, or before it, a part of a house, a building, a word that ends as streets do. */
export const AFTER = 1;
export const BEFORE = 2;
export const UNIT = 4;
export const BUILDING = 8;
export const COMPOUND = 16;

const streetBits = (word: string): number => (STREET_AFTER.has(word) ? AFTER : 0) | (STREET_BEFORE.has(word) ? BEFORE : 0) | (UNITS.has(word) ? UNIT : 0) | (BUILDINGS.has(word) ? BUILDING : 0) | (word.length > 5 && STREET_END.test(word) && !is(word, COMMON) && !CITIES.has(word) ? COMPOUND : 0);

/** Does a word say what kind of street, house or building something is? */
export const isStreet = (word: string): boolean => streetBits(word) > 0;

/** Titles are alike for their neighbours, and so is what people are to each other, but for those who a call is about. */
const [TITLE, ROLE] = [hashOf('a title'), hashOf('a role')];
const OWN = new Set('agent customer client caller member guest patient operator rep passenger tenant holder owner manager applicant recipient sender contact'.split(' '));

/** How much like a name its letters are, in steps. */
const shapeOf = (bare: string): number => {
  const shape = nameShape(bare);
  return shape < -0.3 ? 2 : shape < 0.1 ? 3 : shape < 0.5 ? 4 : 5;
};

/** What boxes of a post office are called by, or the first part of it. */
const POST_BOXES = new Set(['p', 'po', 'postal', 'postfach', 'apartado']);
/** Words that lead to somebody's place. */
const HOME = new Set('address addresses home live lives lived living moved moving postcode postal zip zipcode eircode residence resident resides city town suburb village county neighbour neighbor deliver delivery ship collect'.split(' '));
/** Words of numbers, but those that are other words more often. */
const NUMBERS = new Set('zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand nought'.split(' '));

/** Is a word one of a number, and hardly ever another? */
export const isNumberWord = (word: string): boolean => NUMBERS.has(word);
const NUMBER: Word = { text: '', plain: '', full: '', street: 0, flags: COMMON, place: false, common: true, town: false, begins: true, kind: hashOf('number'), key: hashOf('number'), grams: [] };

const [BEGIN, END, INSIDE] = [hashOf('begin'), hashOf('end'), hashOf('inside')];

function gramsOf(bare: string): number[] {
  const text = bare.slice(0, LONGEST);
  const grams: number[] = [];
  for (let size = 2; size <= 4 && size <= text.length; size += 1) {
    grams.push(join(BEGIN, hashOf(text.slice(0, size))), join(END, hashOf(text.slice(-size))));
  }
  for (let at = 0; at + 3 <= text.length; at += 1) grams.push(join(INSIDE, hashOf(text.slice(at, at + 3))));
  return grams;
}
