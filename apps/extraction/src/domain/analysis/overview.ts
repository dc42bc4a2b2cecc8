import type { Reading } from '../finding.js';
import { activeCues } from '../rules/active-cues.js';
import type { Fact } from './fact.js';

const INTENT_OF: Readonly<Partial<Record<Fact['type'], string>>> = {
  'order.cancellation-requested.v1': 'cancel-order',
  'refund.requested.v1': 'refund',
  'customer.dispute-raised.v1': 'dispute-charge',
  'customer.complaint-logged.v1': 'complaint',
  'customer.issue-identified.v1': 'report-problem',
  'callback.requested.v1': 'call-back',
  'callback.requested.v2': 'call-back',
};
/** A call with several facts is about the first of these. */
const PRECEDENCE: readonly Fact['type'][] = ['order.cancellation-requested.v1', 'customer.dispute-raised.v1', 'refund.requested.v1', 'customer.complaint-logged.v1'];
/** What is left when nothing was asked that the rules know. */
const LAST: readonly Fact['type'][] = ['customer.issue-identified.v1', 'callback.requested.v1', 'callback.requested.v2'];
const SURE = 0.4;
const MOST_TOPICS = 5;

const first = (facts: readonly Fact[], types: readonly Fact['type'][]): string | null => {
  const type = types.find((t) => facts.some((f) => f.type === t && f.data.confidence >= SURE));
  return type ? (INTENT_OF[type] ?? null) : null;
};

/** Main intent: that of the surest fact, else what the customer asked first; null when neither tells. */
export function intentOf(reading: Reading, facts: readonly Fact[]): string | null {
  const stated = first(facts, PRECEDENCE);
  if (stated) return stated;
  const asked = activeCues(reading.conversation, reading.packs.speech, reading.packs).filter((c) => c.role === 'intent' && !c.modifiers.has('negated'));
  const scores = new Map<string, number>();
  for (const cue of asked) if (cue.tag) scores.set(cue.tag, (scores.get(cue.tag) ?? 0) + cue.weight);
  // What is asked first weighs most: the rest of a call follows from it.
  const opening = asked[0]?.tag;
  if (opening) scores.set(opening, (scores.get(opening) ?? 0) + 2);
  const best = [...scores].sort((a, b) => b[1] - a[1])[0];
  return best ? best[0] : first(facts, LAST);
}

/** Topics by how often they were spoken of, at most five, with the utterances in which they were. */
export function topicsOf(reading: Reading): Map<string, ReadonlySet<number>> {
  const places = new Map<string, { count: number; at: Set<number> }>();
  for (const cue of activeCues(reading.conversation, reading.packs.speech, reading.packs)) {
    if (cue.role !== 'topic' || !cue.tag) continue;
    const known = places.get(cue.tag) ?? { count: 0, at: new Set<number>() };
    known.at.add(reading.conversation.tokens[cue.from]?.utterance ?? cue.sentence.utterance);
    places.set(cue.tag, { count: known.count + 1, at: known.at });
  }
  const sorted = [...places].sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1));
  return new Map(sorted.slice(0, MOST_TOPICS).map(([topic, { at }]) => [topic, at]));
}
