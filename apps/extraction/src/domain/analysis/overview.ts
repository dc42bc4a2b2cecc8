import type { Finding, Reading } from '../finding.js';
import { findGrievances } from '../kinds/complaint.js';
import { activeCues } from '../rules/active-cues.js';
import type { Tone } from './tone.js';

const INTENT_OF: Readonly<Partial<Record<Finding['type'], string>>> = {
  'order.cancellation-requested.v1': 'cancel-order',
  'customer.dispute-raised.v1': 'dispute-charge',
  'customer.complaint-logged.v1': 'complaint',
  'callback.requested.v1': 'call-back',
};
/** A call with several facts is about the first of these. */
const PRECEDENCE: readonly Finding['type'][] = ['order.cancellation-requested.v1', 'customer.dispute-raised.v1', 'customer.complaint-logged.v1'];
const MOST_TOPICS = 5;
const ENOUGH_WORDS = 15;

/** Main intent: that of the surest fact, else what the customer asked first; null when neither tells. */
export function intentOf(reading: Reading, findings: readonly Finding[]): string | null {
  for (const type of PRECEDENCE) if (findings.some((f) => f.type === type && f.data.confidence >= 0.4)) return INTENT_OF[type] ?? null;
  const asked = activeCues(reading.conversation, reading.packs.speech, reading.packs).filter((c) => c.role === 'intent' && !c.modifiers.has('negated'));
  const scores = new Map<string, number>();
  for (const cue of asked) if (cue.tag) scores.set(cue.tag, (scores.get(cue.tag) ?? 0) + cue.weight);
  // What is asked first weighs most: the rest of a call follows from it.
  const first = asked[0]?.tag;
  if (first) scores.set(first, (scores.get(first) ?? 0) + 2);
  const best = [...scores].sort((a, b) => b[1] - a[1])[0];
  if (best) return best[0];
  const callback = findings.find((f) => f.type === 'callback.requested.v1');
  return callback ? 'call-back' : null;
}

/** Topics by how often they were spoken of, at most five. */
export function topicsOf(reading: Reading): string[] {
  const counts = new Map<string, number>();
  for (const cue of activeCues(reading.conversation, reading.packs.speech, reading.packs)) {
    if (cue.role === 'topic' && cue.tag) counts.set(cue.tag, (counts.get(cue.tag) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_TOPICS).map(([topic]) => topic);
}

/** How likely the customer is to go further: to a manager, a lawyer, a competitor. */
export function escalationRiskOf(reading: Reading, tone: Tone): 'low' | 'medium' | 'high' | null {
  if (reading.conversation.tokens.length < ENOUGH_WORDS) return null;
  const g = findGrievances(reading);
  const displeased = g.grievances.length + g.emotions.length + g.explicit.length > 0;
  const outrage = g.emotions.filter((c) => c.weight >= 1.5).length;
  if (displeased && (g.escalations.length > 0 || outrage >= 2)) return 'high';
  if (g.explicit.length > 0 || g.emotions.length > 0 || g.grievances.length >= 2 || tone.sentiment === 'negative') return 'medium';
  return 'low';
}
