import type { SpeakerRole } from '@callmesh/contracts';
import type { Conversation, Sentence } from '../language/tokens.js';
import type { Pattern } from './pattern.js';
import type { Rule } from './rule-pack.js';

/** A pattern of a rule, and the place of the rule among all. */
interface Entry {
  readonly rule: Rule;
  readonly pattern: Pattern;
  readonly place: number;
}

/** Where a rule matched. */
interface Match {
  readonly rule: Rule;
  readonly from: number;
  readonly to: number;
}

/**
 * Patterns by the words that have to be said for them: most sentences can meet few. A sentence wakes the patterns whose rarest word it has; of these it
 * tries those whose speaker and other words fit, and only where a word stands with which they can begin.
 */
export interface PatternIndex {
  /** The words of all patterns, numbered. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly entries: readonly Entry[];
  /** By who speaks and the number of a word: the entries that it wakes. */
  readonly wakes: Readonly<Record<SpeakerRole, readonly (readonly number[])[]>>;
  /** Entries that anything wakes. */
  readonly always: readonly number[];
  /** By entry: the bits of the words with which it can begin. */
  readonly begins: Int32Array;
  /** The same by other bits: few words share both. */
  readonly alsoBegins: Int32Array;
  /** By entry: 1 where it matches at a sentence's beginning alone. */
  readonly opens: Uint8Array;
  /** By entry: the bits of those who can say it. */
  readonly speakers: Uint8Array;
  /** What else has to be said for an entry: words one of which is, then 0, as often as there are such steps; by entry where its own begin. */
  readonly further: Int32Array;
  readonly furtherFrom: Int32Array;
  /** By entry and by word: the number of the last sentence that woke the one and had the other. */
  readonly wokenIn: Uint32Array;
  readonly saidIn: Uint32Array;
  sentences: number;
}

const SPEAKERS: Readonly<Record<SpeakerRole | Rule['speaker'], number>> = { customer: 1, agent: 2, any: 3, unknown: 3 };
const ANYTHING = -1;
/** The number of no word. */
const NONE = 0;
/** A word's bit among 32; two words may share one: the pattern itself has the last word. */
const bitOf = (word: number): number => 1 << (word & 31);
const otherBitOf = (word: number): number => 1 << ((word >> 5) & 31);

/** Indexes rules, usually those of all packs together: a conversation is then gone through once. */
export function patternIndex(rules: readonly Rule[]): PatternIndex {
  const numbers = new Map<string, number>();
  const numberOf = (word: string): number => {
    const known = numbers.get(word) ?? numbers.size + 1;
    numbers.set(word, known);
    return known;
  };
  const entries = rules.flatMap((rule, place) => rule.patterns.map((pattern) => ({ rule, pattern, place })));
  const waking: number[][] = [];
  const always: number[] = [];
  entries.forEach(({ pattern: { needs, first } }, id) => {
    // What needs nothing is woken by its own first words, or always.
    const words = needs[0] ?? first;
    if (!words) always.push(id);
    else for (const word of new Set([...words].map(numberOf))) (waking[word] ??= []).push(id);
  });
  const further: number[] = [];
  const furtherFrom = [0];
  for (const { pattern: { needs } } of entries) {
    for (const words of needs.slice(1)) further.push(...words.map(numberOf), NONE);
    furtherFrom.push(further.length);
  }
  const beginningBy = (bit: (word: number) => number): Int32Array => Int32Array.from(entries, ({ pattern: { first } }) => (first ? [...first].reduce((bits, word) => bits | bit(numberOf(word)), 0) : ANYTHING));
  const [begins, alsoBegins] = [beginningBy(bitOf), beginningBy(otherBitOf)];
  const speakers = Uint8Array.from(entries, ({ rule }) => SPEAKERS[rule.speaker]);
  const wakenBy = (speaker: SpeakerRole): number[][] => Array.from({ length: numbers.size + 1 }, (_, word) => (waking[word] ?? []).filter((id) => ((speakers[id] ?? 0) & SPEAKERS[speaker]) > 0));
  const wakes = { customer: wakenBy('customer'), agent: wakenBy('agent'), unknown: wakenBy('unknown') };
  const opens = Uint8Array.from(entries, ({ pattern }) => (pattern.opens ? 1 : 0));
  return { numbers, entries, wakes, always, begins, alsoBegins, opens, speakers, further: Int32Array.from(further), furtherFrom: Int32Array.from(furtherFrom), wokenIn: new Uint32Array(entries.length), saidIn: new Uint32Array(numbers.size + 1), sentences: 0 };
}

/** Whether every further need of an entry is met by the sentence of that number. */
function isMet({ further, furtherFrom, saidIn }: PatternIndex, id: number, sentence: number): boolean {
  const end = furtherFrom[id + 1] ?? 0;
  for (let at = furtherFrom[id] ?? 0, said = false; at < end; at += 1) {
    const word = further[at] ?? NONE;
    if (word !== NONE) said ||= saidIn[word] === sentence;
    else if (!said) return false;
    else said = false;
  }
  return true;
}

/** Every place of a sentence at which a rule matches: the longest of its patterns there, in the order of the places and then of the rules. */
export function matchesIn(index: PatternIndex, { tokens }: Conversation, { from, to, speaker }: Sentence): Match[] {
  const { numbers, entries, always, begins, alsoBegins, opens, speakers, wokenIn, saidIn } = index;
  const wakes = index.wakes[speaker];
  index.sentences += 1;
  const now = index.sentences;
  const words: number[] = [];
  let said = 0;
  for (let at = from; at < to; at += 1) {
    const word = numbers.get(tokens[at]?.text ?? '') ?? NONE;
    words.push(word);
    if (word === NONE) continue;
    saidIn[word] = now;
    said |= bitOf(word);
  }
  const found: (Match & { readonly place: number })[] = [];
  const speaks = SPEAKERS[speaker];
  const attempt = (id: number): void => {
    const bits = begins[id] ?? 0;
    if (((speakers[id] ?? 0) & speaks) === 0 || (bits !== ANYTHING && (bits & said) === 0) || !isMet(index, id, now)) return;
    const entry = entries[id];
    const other = alsoBegins[id] ?? 0;
    const places = (opens[id] ?? 0) > 0 ? Math.min(1, words.length) : words.length;
    for (let i = 0; entry && i < places; i += 1) {
      const word = words[i] ?? NONE;
      if (bits !== ANYTHING && (word === NONE || (bits & bitOf(word)) === 0 || (other & otherBitOf(word)) === 0)) continue;
      const end = entry.pattern.match(tokens, from + i, from, to);
      if (end === null) continue;
      const known = found.findIndex((m) => m.from === from + i && m.rule === entry.rule);
      const match = { rule: entry.rule, from: from + i, to: end, place: entry.place };
      if (known < 0) found.push(match);
      else if ((found[known]?.to ?? 0) < end) found[known] = match;
    }
  };
  for (const word of words) {
    for (const id of wakes[word] ?? []) {
      if (wokenIn[id] === now) continue;
      wokenIn[id] = now;
      attempt(id);
    }
  }
  for (const id of always) attempt(id);
  return found.sort((a, b) => a.from - b.from || a.place - b.place);
}
