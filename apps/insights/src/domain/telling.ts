import type { RecordedEvent } from './recorded-event.js';

/** What an event says beside its type, in a few words for a person; null where the type says it all. Nothing personal is in it. */
export function tellingOf(event: RecordedEvent): string | null {
  switch (event.type) {
    case 'customer.issue-identified.v1':
    case 'customer.complaint-logged.v1':
      return `${event.data.topic}, ${event.data.severity}`;
    case 'escalation.risk-raised.v1':
      return [event.data.risk, ...event.data.signals].join(', ');
    case 'competitor.mentioned.v1':
      return `${event.data.competitor}, ${event.data.relation}`;
    case 'agent.commitment-made.v1':
      return event.data.action;
    case 'refund.requested.v1':
      return event.data.amount === null ? null : [event.data.amount, event.data.currency ?? ''].join(' ').trim();
    case 'insight.custom-identified.v1':
      return event.data.title;
    case 'insight.confirmed.v1':
    case 'insight.withdrawn.v1':
      return event.data.insight.replace(/\.v\d+$/, '');
    case 'transcript.flagged.v1':
      return [...new Set(event.data.flags.map(({ check }) => check))].join(', ');
    case 'call.scored.v1': {
      const { scorecard, scorecardVersion, score, mode, needsPerson } = event.data;
      const points = score === null ? 'no score' : `${Math.round(score)} of 100`;
      return [`${scorecard} ${scorecardVersion}: ${points}`, ...(mode === 'live' ? [] : [mode]), ...(needsPerson ? ['a person is asked'] : [])].join(', ');
    }
    default:
      return null;
  }
}
