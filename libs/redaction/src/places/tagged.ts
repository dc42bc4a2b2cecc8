import { isRedacted, type Line } from '../learned/features.js';
import { PLACES } from '../learned/readings.js';
import { spansOf } from '../learned/spans.js';
import { chancesOf, NONE, type TaggerWeights } from '../learned/tagger.js';
import { COMMON } from '../lexicon.js';
import type { Range } from './answers.js';
import { chainRight } from './chain.js';
import type { Street } from './parts.js';

/** From so much of a chance on, on average over its words, a place is somebody's by the model's word alone. */
const ENOUGH = 0.7;
/** The same of one word or number alone. */
const ALONE = 0.9;
/** A word belongs to it from so much on. */
const PART = 0.2;
/** What weak rules say is none where the model sees less of a chance than this anywhere. */
const AGAINST = 0.05;
/** A word is none of it below so much. */
const NO_PART = 0.1;
/** Rules of at least this score need nobody's word. */
const SURE = 0.85;

/** Addresses that a model sees in an utterance are added to the rules', and weak ones of the rules that it does not see at all left out. */
export function withTaggedPlaces(street: Street, line: Line, byRules: readonly Range[], tagger: TaggerWeights): Range[] {
  const [chances = NONE] = chancesOf([tagger], line, PLACES);
  const ranges = byRules.map((range) => trimmed(line, range, chances)).filter(({ from, to, score }) => score >= SURE || chances.subarray(from, to).some((chance) => chance >= AGAINST));
  if (isRedacted(line)) return ranges;
  for (const span of spansOf(line, chances, PLACES, { part: PART, enough: ENOUGH })) {
    if (span.to - span.from === 1 && span.score < ALONE) continue;
    ranges.push({ from: span.from, to: Math.max(span.to, chainRight(street, span.to)), score: span.score, reason: 'a place by the words around it' });
  }
  return merged(ranges.sort((a, b) => a.from - b.from || b.to - a.to));
}

/** A weak rule that begins with somebody's name begins after it. */
function trimmed({ tokens, words }: Line, range: Range, chances: Float32Array): Range {
  if (range.score >= SURE) return range;
  let from = range.from;
  let names = 0;
  while (from < range.to && (tokens[from]?.kind === 'mark' || ((chances[from] ?? 0) < NO_PART && tokens[from]?.kind === 'word' && (words[from]?.flags ?? COMMON) !== COMMON))) {
    if (tokens[from]?.kind === 'word') names += 1;
    from += 1;
  }
  return names > 0 && from < range.to && (chances[from] ?? 0) >= PART ? { ...range, from } : range;
}

/** Where two meet, one covers both. */
function merged(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  for (const range of ranges) {
    const last = all.at(-1);
    if (last !== undefined && range.from < last.to) all[all.length - 1] = { ...last, to: Math.max(last.to, range.to) };
    else all.push(range);
  }
  return all;
}

/** An utterance in which nothing points at a place has none. */
export const mayHavePlace = (line: Line): boolean => line.words.some(({ place }) => place) || TOPICS.has(line.asked);
const TOPICS: ReadonlySet<Line['asked']> = new Set<Line['asked']>(['street', 'where']);
