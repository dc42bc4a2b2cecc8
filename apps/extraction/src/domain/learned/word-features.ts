import { fnv } from '../language/fnv.js';

/** Bits of a feature's number: so many weights has a model per output. */
const FEATURE_BITS = 15;
export const FEATURES = 1 << FEATURE_BITS;

/** What is said in one breath, as a model sees it. */
interface SaidWords {
  /** Normalised as the rules see them. */
  readonly words: readonly string[];
  /** Apart from the words of others: "I am afraid" is an agent's refusal and a customer's fear. */
  readonly voice: 'agent' | 'other';
  /** What else is known of it, as names: a question, what the rules found. */
  readonly marks: readonly string[];
}

const NEGATIONS = new Set('not no never nothing nobody none without nor neither hardly barely'.split(' '));
/** A negation reaches over so many words, and not over these. */
const REACH = 4;
const TURNS = new Set('but though although however because'.split(' '));
const NUMBERS = new Set('two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty ninety hundred'.split(' '));
/** Words of one stem mostly share this beginning. */
const STEM = 5;

const mix = (a: number, b: number): number => Math.imul((a ^ (b >>> 15) ^ (b << 7)) | 0, 0x2c1b3c6d) ^ Math.imul(b, 0x297a2d39);
const bucket = (hash: number): number => {
  const stirred = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  return (stirred ^ (stirred >>> 15)) >>> (32 - FEATURE_BITS);
};

const KIND = { word: 1, negated: 2, stem: 3, pair: 4, triple: 5, over: 6, turned: 7, first: 8, last: 9, mark: 10, length: 11 } as const;

const shape = (word: string): string => (NUMBERS.has(word) || /\d/.test(word) ? '#' : word);

function lengthOf(words: number): string {
  if (words <= 3) return 'few';
  if (words <= 7) return 'short';
  return words <= 15 ? 'some' : 'many';
}

/** Numbers of the features of what was said, each once: words, runs of words, what a negation reaches, what follows a "but", and the marks. */
export function featuresOf({ words, voice, marks }: SaidWords): Int32Array {
  const seed = fnv(voice);
  const found = new Set<number>();
  const add = (kind: number, hash: number): void => void found.add(bucket(mix(hash, kind)));
  const hashes = words.map((word) => fnv(shape(word), seed));
  let negatedUntil = -1;
  let turned = false;
  hashes.forEach((hash, at) => {
    const word = words[at] ?? '';
    if (TURNS.has(word)) [turned, negatedUntil] = [true, -1];
    add(KIND.word, hash);
    if (at <= negatedUntil) add(KIND.negated, hash);
    if (turned) add(KIND.turned, hash);
    if (word.length > STEM) add(KIND.stem, fnv(word.slice(0, STEM), seed));
    const [before, second] = [hashes[at - 1], hashes[at - 2]];
    if (before !== undefined) add(KIND.pair, mix(before, hash));
    if (before !== undefined && second !== undefined) {
      add(KIND.triple, mix(mix(second, before), hash));
      add(KIND.over, mix(second, hash));
    }
    if (NEGATIONS.has(word)) negatedUntil = at + REACH;
  });
  const edge = (kind: number, from: number): void => {
    for (let at = from; at < from + 2; at += 1) if (hashes[at] !== undefined) add(kind, mix(at - from, hashes[at] ?? 0));
  };
  edge(KIND.first, 0);
  edge(KIND.last, Math.max(0, hashes.length - 2));
  for (const mark of marks) add(KIND.mark, fnv(mark, seed));
  add(KIND.length, fnv(lengthOf(words.length), seed));
  return Int32Array.from(found);
}
