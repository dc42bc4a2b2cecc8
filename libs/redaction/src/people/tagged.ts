import { isRedacted } from '../learned/features.js';
import { NAMES } from '../learned/readings.js';
import { spansOf, type Tagged } from '../learned/spans.js';
import { chancesOf, NONE, type TaggerWeights } from '../learned/tagger.js';
import { PARTICLES } from '../data/last-names.js';
import type { Look } from './look.js';
import { BARE, type NameRange } from './name-at.js';

/** From so much of a chance on, on average over its words, a name is one by the model's word alone: where a name was asked for, where lists know a part of it, where nothing is written large, for most of what is written large and on no list is a thing, and where a thing was asked for. */
const ENOUGH = { asked: 0.45, listed: 0.5, small: 0.55, large: 0.6, thing: 0.95 };
/** A word belongs to a name from so much on. */
const PART = 0.35;
/** What rules say is none where the model sees less of a chance than this; the second after words that give a name or a title. */
const AGAINST = 0.15;
const AGAINST_SURE = 0.03;
/** The same of what lists alone say where a thing was asked for. */
const AGAINST_BARE = 0.95;
const SURE = 0.9;
/** From so much on where rules say that it is a thing's name. */
const ENOUGH_FOR_THINGS = 0.95;

/** What rules found in an utterance: names, and tokens that are a thing's name. */
export interface NamesByRules {
  readonly ranges: readonly NameRange[];
  readonly things: readonly (readonly [from: number, to: number])[];
}

/** The rules' names and the model's, in order: what only it sees is added, what a weak rule says and it does not see at all is left out. */
export function withTagged(look: Look, { ranges: byRules, things }: NamesByRules, tagger: TaggerWeights | null): readonly NameRange[] {
  if (tagger === null) return byRules;
  const [chances = NONE] = chancesOf([tagger], look.line, NAMES);
  for (const [from, to] of things) for (let at = from; at < to; at += 1) if ((chances[at] ?? 0) < ENOUGH_FOR_THINGS) chances[at] = 0;
  const kept = byRules.filter(({ from, to, score, spelled }) => spelled === true || chances.subarray(from, to).some((chance) => chance >= (score >= SURE ? AGAINST_SURE : score <= BARE ? AGAINST_BARE : AGAINST)));
  if (isRedacted(look.line)) return kept;
  const tagged = spansOf(look.line, chances, NAMES, { part: PART, enough: ENOUGH.asked }).filter((span) => hasName(look, span) && span.score >= enoughFor(look, span)).map((span): NameRange => ({ ...span, reason: 'a name by the words around it' }));
  return merged(kept, tagged);
}

function enoughFor(look: Look, { from, to }: Tagged): number {
  if (look.line.asked === 'name' || look.line.asked === 'spelling') return ENOUGH.asked;
  if (look.line.asked === 'thing') return ENOUGH.thing;
  for (let at = from; at < to; at += 1) if (look.first(at) || look.last(at)) return ENOUGH.listed;
  return look.line.casing === 0 ? ENOUGH.small : ENOUGH.large;
}

/** Small words between names are none by themselves. */
function hasName(look: Look, { from, to }: Tagged): boolean {
  for (let at = from; at < to; at += 1) if (look.word(at).length > 1 && (look.large(at) || !PARTICLES.has(look.word(at)))) return true;
  return false;
}

/** Both in order; where two meet, one covers both, and what the rule said of it stands. */
function merged(byRules: readonly NameRange[], tagged: readonly NameRange[]): NameRange[] {
  if (tagged.length === 0) return [...byRules];
  const rules = new Set(byRules);
  const all: NameRange[] = [];
  for (const range of [...byRules, ...tagged].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last === undefined || range.from >= last.to) all.push(range);
    else {
      const one: NameRange = { ...(rules.has(range) ? range : last), from: last.from, to: Math.max(last.to, range.to) };
      if (rules.has(range)) rules.add(one);
      all[all.length - 1] = one;
    }
  }
  return all;
}
