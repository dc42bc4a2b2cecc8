import type { Reading } from '../finding.js';
import { activeCues } from '../rules/active-cues.js';
import { ofType, type Fact } from './fact.js';
import type { Mood } from './mood/mood.js';
import { quotedUtterances, utterancesOf } from './places.js';

/** How likely the customer is to go further, and what tells. */
export interface Escalation {
  readonly risk: 'low' | 'medium' | 'high' | null;
  readonly utteranceIds: readonly string[];
}

const ENOUGH_WORDS = 15;
const ANGER = 1.4;
const MOST_UTTERANCES = 6;

/** To a manager, a lawyer, the public, a competitor: from the fact where one was found, else from threats and anger. */
export function escalationOf(reading: Reading, facts: readonly Fact[], mood: Mood, satisfaction: number): Escalation {
  if (reading.conversation.tokens.length < ENOUGH_WORDS) return { risk: null, utteranceIds: [] };
  const raised = ofType(facts, 'escalation.risk-raised.v1')[0];
  const threats = activeCues(reading.conversation, reading.packs.conduct, reading.packs).filter((c) => c.role === 'escalation' && !c.modifiers.has('negated') && !c.modifiers.has('hypothetical'));
  const angry = mood.customer.filter((u) => u.cues.some((c) => c.value <= -ANGER));
  const complaints = ofType(facts, 'customer.complaint-logged.v1');
  const utteranceIds = [...new Set([...(raised ? quotedUtterances(raised.data.evidence) : []), ...utterancesOf(reading, threats), ...angry.map((u) => u.id), ...complaints.flatMap((c) => quotedUtterances(c.data.evidence))])];
  const risk = (): 'low' | 'medium' | 'high' => {
    if (raised) return raised.data.risk === 'high' ? 'high' : angry.length > 0 ? 'high' : 'medium';
    const displeased = satisfaction < 0 || complaints.length > 0;
    if (threats.length > 0 && displeased) return 'high';
    if (angry.length >= 2 && satisfaction < -0.25) return 'high';
    return threats.length > 0 || complaints.length > 0 || angry.length > 0 || satisfaction < -0.2 ? 'medium' : 'low';
  };
  const found = risk();
  return { risk: found, utteranceIds: found === 'low' ? [] : utteranceIds.slice(0, MOST_UTTERANCES) };
}
