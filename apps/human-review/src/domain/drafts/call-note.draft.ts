import type { CallAnalysedV1 } from '@callmesh/contracts';
import type { Proposal } from '../draft.js';
import { draftFrom, wanted, type Source } from './proposal.js';

/** A note of the call on the contact. */
export function callNote(data: CallAnalysedV1, source: Source): Proposal {
  const { call, intent, summary, topics, sentiment, satisfaction, escalationRisk } = data;
  const findings = [
    topics.length > 0 ? `Topics: ${topics.join(', ')}` : '',
    sentiment === null ? '' : `Sentiment: ${sentiment}`,
    satisfaction === null ? '' : `Satisfaction: ${satisfaction} of 10`,
    escalationRisk === null ? '' : `Escalation risk: ${escalationRisk}`,
  ].filter(Boolean);
  const body = [summary ?? 'Too little was said for a summary.', ...findings].join('\n');
  const draft = draftFrom('call-note', data, source, {
    target: {
      object: 'note',
      key: null,
      fields: wanted({ title: intent === null ? 'Call' : `Call: ${intent.replaceAll('-', ' ')}`, body, direction: call.direction, durationMs: call.durationMs }),
    },
    summary: 'Note the call on the contact.',
  });
  return { draft, doubts: [] };
}
