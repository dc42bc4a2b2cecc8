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

/** A word as the model knows it, in the mouth of one voice. */
interface Heard {
  readonly hash: number;
  /** Of its stem; null of a word that is no longer than one. */
  readonly stem: number | null;
  readonly negates: boolean;
  readonly turns: boolean;
}
const MOST_WORDS = 20_000;

/** Looks words up, each but once for a voice. */
function hearer(voice: SaidWords['voice']): { name(mark: string): number; hear(word: string): Heard } {
  const seed = fnv(voice);
  const known = new Map<string, Heard>();
  const named = new Map<string, number>();
  // Marks are few: rules, and what is told of an utterance.
  const name = (mark: string): number => {
    let number = named.get(mark);
    if (number === undefined) named.set(mark, (number = fnv(mark, seed)));
    return number;
  };
  const hear = (word: string): Heard => {
    const found = known.get(word);
    if (found) return found;
    const made = { hash: fnv(shape(word), seed), stem: word.length > STEM ? fnv(word.slice(0, STEM), seed) : null, negates: NEGATIONS.has(word), turns: TURNS.has(word) };
    // Words of all calls ever read are not kept.
    if (known.size > MOST_WORDS) known.clear();
    known.set(word, made);
    return made;
  };
  return { name, hear };
}
const HEARERS = { agent: hearer('agent'), other: hearer('other') } as const;

/** By feature: the number of the last text that had it. */
const hadIn = new Uint32Array(FEATURES);
let texts = 0;

/** Numbers of the features of what was said, each once: words, runs of words, what a negation reaches, what follows a "but", and the marks. */
export function featuresOf({ words, voice, marks }: SaidWords): Int32Array {
  const { name, hear } = HEARERS[voice];
  // Numbers of texts begin anew long before they no longer fit.
  if (texts === 0xffff_ffff) hadIn.fill((texts = 0));
  const now = (texts += 1);
  const found: number[] = [];
  const add = (kind: number, hash: number): void => {
    const feature = bucket(mix(hash, kind));
    if (hadIn[feature] === now) return;
    hadIn[feature] = now;
    found.push(feature);
  };
  const heard = words.map(hear);
  let negatedUntil = -1;
  let turned = false;
  heard.forEach(({ hash, stem, negates, turns }, at) => {
    if (turns) [turned, negatedUntil] = [true, -1];
    add(KIND.word, hash);
    if (at <= negatedUntil) add(KIND.negated, hash);
    if (turned) add(KIND.turned, hash);
    if (stem !== null) add(KIND.stem, stem);
    const [before, second] = [heard[at - 1]?.hash, heard[at - 2]?.hash];
    if (before !== undefined) add(KIND.pair, mix(before, hash));
    if (before !== undefined && second !== undefined) {
      add(KIND.triple, mix(mix(second, before), hash));
      add(KIND.over, mix(second, hash));
    }
    if (negates) negatedUntil = at + REACH;
  });
  const edge = (kind: number, from: number): void => {
    for (let at = from; at < from + 2; at += 1) {
      const own = heard[at];
      if (own) add(kind, mix(at - from, own.hash));
    }
  };
  edge(KIND.first, 0);
  edge(KIND.last, Math.max(0, heard.length - 2));
  for (const mark of marks) add(KIND.mark, name(mark));
  add(KIND.length, name(lengthOf(words.length)));
  return Int32Array.from(found);
}
