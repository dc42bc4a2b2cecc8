import type { Conversation, Sentence } from '../language/tokens.js';
import type { Pattern } from './pattern.js';
import type { Rule } from './rule-pack.js';

/** A pattern of a rule, and the place of the rule among all. */
interface Entry {
  readonly rule: Rule;
  readonly pattern: Pattern;
  readonly place: number;
  /** Its own number, for the marks. */
  readonly id: number;
}

/** Where a rule matched. */
interface Match {
  readonly rule: Rule;
  readonly from: number;
  readonly to: number;
}

/** Patterns by the words that have to be said for them, and by the words they can begin with: most sentences can meet few of them. */
export interface PatternIndex {
  readonly byNeed: ReadonlyMap<string, readonly Entry[]>;
  readonly byFirst: ReadonlyMap<string, readonly Entry[]>;
  /** Patterns that can begin with anything. */
  readonly anyFirst: readonly Entry[];
  /** For each pattern the number of the last sentence in which the words it needs were said. */
  readonly marks: Uint32Array;
  sentences: number;
}

const put = (map: Map<string, Entry[]>, words: Iterable<string>, entry: Entry): void => {
  for (const word of words) {
    const known = map.get(word);
    if (known) known.push(entry);
    else map.set(word, [entry]);
  }
};

/** Indexes rules, usually those of all packs together: a conversation is then gone through once. */
export function patternIndex(rules: readonly Rule[]): PatternIndex {
  const byNeed = new Map<string, Entry[]>();
  const byFirst = new Map<string, Entry[]>();
  const anyFirst: Entry[] = [];
  const entries = rules.flatMap((rule, place) => rule.patterns.map((pattern) => ({ rule, pattern, place }))).map((entry, id) => ({ ...entry, id }));
  for (const entry of entries) {
    const { needs, first } = entry.pattern;
    // What needs nothing is kept awake by its own first words, or always.
    if (needs) put(byNeed, needs, entry);
    else if (first) put(byNeed, first, entry);
    if (first) put(byFirst, first, entry);
    else anyFirst.push(entry);
  }
  return { byNeed, byFirst, anyFirst, marks: new Uint32Array(entries.length), sentences: 0 };
}

const fits = (rule: Rule, sentence: Sentence): boolean => rule.speaker === 'any' || sentence.speaker === 'unknown' || rule.speaker === sentence.speaker;

/** Every place of a sentence at which a rule matches: the longest of its patterns there, in the order of the places and then of the rules. */
export function matchesIn(index: PatternIndex, { tokens }: Conversation, sentence: Sentence): Match[] {
  const { byNeed, byFirst, anyFirst, marks } = index;
  index.sentences += 1;
  const now = index.sentences;
  for (let at = sentence.from; at < sentence.to; at += 1) {
    const needed = byNeed.get(tokens[at]?.text ?? '');
    if (needed) for (const { id } of needed) marks[id] = now;
  }
  const found: (Match & { place: number })[] = [];
  const attempt = (entry: Entry, from: number): void => {
    if (!fits(entry.rule, sentence)) return;
    const to = entry.pattern.match(tokens, from, sentence.from, sentence.to);
    if (to === null) return;
    const known = found.findIndex((m) => m.from === from && m.rule === entry.rule);
    const match = { rule: entry.rule, from, to, place: entry.place };
    if (known < 0) found.push(match);
    else if ((found[known]?.to ?? 0) < to) found[known] = match;
  };
  for (let from = sentence.from; from < sentence.to; from += 1) {
    const beginning = byFirst.get(tokens[from]?.text ?? '');
    if (beginning) for (const entry of beginning) if (marks[entry.id] === now) attempt(entry, from);
    for (const entry of anyFirst) if (marks[entry.id] === now || !entry.pattern.needs) attempt(entry, from);
  }
  return found.sort((a, b) => a.from - b.from || a.place - b.place);
}
