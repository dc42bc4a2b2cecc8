import type { Reading } from '../finding.js';
import { isNoName, type SpokenName } from '../language/names.js';
import { nameCandidates, type NameCandidate } from './name-candidates.js';
import { ownNames } from './own-names.js';

/** A name as the model hears it. */
export interface LearnedMention {
  readonly candidate: NameCandidate;
  /** Log-odds that it is a competitor's. */
  readonly odds: number;
}

/** Below this nothing can help a name up. */
const LEAST_ODDS = -2.5;

// Names beside rules and names alone are the same names.
const read = new WeakMap<Reading, readonly LearnedMention[]>();

/** All candidates of a call but those that name who is called, or hold a placeholder. */
export function foreignNames({ conversation }: Pick<Reading, 'conversation'>): { readonly own: ReadonlySet<string>; readonly names: readonly NameCandidate[] } {
  const own = ownNames(conversation);
  const names = nameCandidates(conversation).filter(({ from, to }) => !conversation.tokens.slice(from, to).every((t) => isNoName(t.text)) && !own.has(conversation.tokens[from]?.text ?? '') && !conversation.tokens.slice(from, to).some((t) => t.text.includes('[')));
  return { own, names };
}

function heard(reading: Reading): readonly LearnedMention[] {
  const known = read.get(reading);
  if (known) return known;
  const { mentions: model } = reading.packs.competitor;
  const { own, names } = model ? foreignNames(reading) : { own: new Set<string>(), names: [] };
  const standing = { conversation: reading.conversation, own };
  const found = model ? names.map((candidate) => ({ candidate, odds: model.logOdds(standing, candidate) })) : [];
  read.set(reading, found);
  return found;
}

const overlap = (a: SpokenName, b: SpokenName): boolean => a.from < b.to && b.from < a.to;

/** What the model says of a name that a rule found: the likeliest reading of its words; null without a model. */
export function oddsAt(reading: Reading, name: SpokenName): number | null {
  if (!reading.packs.competitor.mentions) return null;
  const odds = heard(reading).filter(({ candidate }) => overlap(candidate, name)).map((m) => m.odds);
  return odds.length > 0 ? Math.max(...odds) : 0;
}

/** Names that the model hears where no rule found one; of names that overlap the likeliest. */
export function learnedMentions(reading: Reading, taken: readonly SpokenName[]): LearnedMention[] {
  const kept: LearnedMention[] = [];
  const likely = heard(reading).filter(({ odds }) => odds >= LEAST_ODDS).sort((a, b) => b.odds - a.odds || a.candidate.from - b.candidate.from);
  for (const mention of likely) if (![...taken, ...kept.map((k) => k.candidate)].some((name) => overlap(name, mention.candidate))) kept.push(mention);
  return kept;
}
