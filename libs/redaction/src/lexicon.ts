import { BRANDS, PEOPLES } from './data/brands.js';
import { CITIES, COUNTRIES, STATES } from './data/cities.js';
import { COMMON_WORDS } from './data/common-words.js';
import { FIRST_NAMES, WORD_NAMES } from './data/first-names.js';
import { LAST_NAMES } from './data/last-names.js';
import { NEVER_NAMES } from './data/never-names.js';
import { ROLES } from './data/people-words.js';
import { THING_AFTER, THING_BEFORE } from './data/things.js';
import { TITLES } from './data/titles.js';
import { plain } from './plain.js';

/** What is known of a word; several may hold. */
export const FIRST = 1;
export const LAST = 2;
export const COMMON = 4;
/** A name that is an ordinary word too ("Will", "Rose"). */
export const DOUBLE = 8;
/** Never part of a name, however it is written. */
export const NEVER = 16;
/** A city, country or state of one word. */
export const PLACE = 32;
/** A firm's or a thing's name. */
export const BRAND = 64;
/** A language or a people. */
export const PEOPLE = 128;

const flags = new Map<string, number>();
const add = (words: Iterable<string>, flag: number): void => {
  for (const word of words) flags.set(word, (flags.get(word) ?? 0) | flag);
};
add(COMMON_WORDS, COMMON);
add(FIRST_NAMES, FIRST);
add(LAST_NAMES, LAST);
for (const word of FIRST_NAMES) if (((flags.get(word) ?? 0) & COMMON) !== 0) add([word], DOUBLE);
add(WORD_NAMES, FIRST | DOUBLE);
// What is no name besides is an ordinary word.
for (const [words, flag] of [[BRANDS, BRAND], [PEOPLES, PEOPLE], [[...ROLES, ...TITLES, ...THING_AFTER, ...THING_BEFORE].map(plain), 0]] as const) for (const word of words) add([word], ((flags.get(word) ?? 0) & (FIRST | LAST)) === 0 ? flag | COMMON : flag);
add(NEVER_NAMES, COMMON | NEVER);
add([...CITIES, ...COUNTRIES, ...STATES].filter((place) => !place.includes(' ')), PLACE);

const ENDS = ["'s", "'re", "'ll", "'ve", "'d", "n't", 's', 'es', 'ed', 'd', 'ing', 'er', 'ers', 'ly', 'y', 'ness', 'ment', 'able', 'less', 'ful', 'ish'];

/** What is known of a word in plain small letters. A form of a common word is common too. */
export function flagsOf(word: string): number {
  const known = flags.get(word);
  if (known !== undefined) return known;
  if (word.length > 3 && word.length < 24) {
    for (const end of ENDS) {
      if (!word.endsWith(end) || word.length - end.length < 3) continue;
      const stem = word.slice(0, -end.length);
      if (((flags.get(stem) ?? 0) & COMMON) !== 0 || (end === 'ing' && ((flags.get(`${stem}e`) ?? 0) & COMMON) !== 0)) return COMMON;
      if (end.length > 1 && stem.at(-1) === stem.at(-2) && ((flags.get(stem.slice(0, -1)) ?? 0) & COMMON) !== 0) return COMMON;
    }
  }
  return 0;
}

/** Is any of these known of the word? */
export const is = (word: string, wanted: number): boolean => (flagsOf(word) & wanted) !== 0;
