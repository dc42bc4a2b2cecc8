import { COMMON_WORDS } from '../data/common-words.js';
import { FIRST_NAMES } from '../data/first-names.js';
import { LAST_NAMES } from '../data/last-names.js';

/** Places for letter triples: 27 letters (with the edge) in base 27. */
const SIZE = 27 * 27 * 27;
const MIN = 3;
const MAX = 20;

/** Log odds of each letter triple, name against ordinary word; from the lists alone, so the same for the same release. */
const odds = learn();

function learn(): Float32Array {
  const ordinary = new Set(COMMON_WORDS);
  const names = new Float64Array(SIZE).fill(0.4);
  const words = new Float64Array(SIZE).fill(0.4);
  for (const name of [...FIRST_NAMES, ...LAST_NAMES]) if (!ordinary.has(name)) count(name, names);
  for (const word of COMMON_WORDS) for (const form of [word, `${word}s`, `${word}ing`, `${word}ed`]) count(form, words);
  const sum = (counts: Float64Array): number => counts.reduce((all, one) => all + one, 0);
  const shift = Math.log(sum(words) / sum(names));
  return Float32Array.from(names, (value, at) => Math.log(value / (words[at] ?? 1)) + shift);
}

function count(word: string, into: Float64Array): void {
  each(word, (triple) => (into[triple] = (into[triple] ?? 0) + 1));
}

function each(word: string, visit: (triple: number) => void): void {
  let triple = 0;
  for (let at = 0; at <= word.length; at += 1) {
    const code = at === word.length ? 0 : word.charCodeAt(at) - 96;
    const letter = code < 0 || code > 26 ? 0 : code;
    triple = (triple * 27 + letter) % SIZE;
    if (at > 0) visit(triple);
  }
}

/** How much more a word that is on no list looks like a name than like an ordinary word, per letter triple: above 0 more like a name. Letters other than a–z count as edges. */
export function nameShape(word: string): number {
  if (word.length < MIN || word.length > MAX) return -1;
  let sum = 0;
  let triples = 0;
  each(word, (triple) => {
    sum += odds[triple] ?? 0;
    triples += 1;
  });
  return sum / triples;
}
