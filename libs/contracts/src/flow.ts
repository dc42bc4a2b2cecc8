import type { EventPayloads } from './generated/events.js';

/** The services that talk over the broker. */
export const serviceNames = ['ingestion', 'transcription', 'extraction', 'human-review', 'crm-sync', 'insights'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Internal topics; one service writes each. */
export type Topic = 'calls' | 'transcripts' | 'insights' | 'actions' | 'crm';

/** CloudEvents type of a public event, major version included. */
export type EventType = keyof EventPayloads;

/** One row of the flow: who says an event, where, and who acts on it. Insights hears every fact, in its oldest major, and is not listed. */
export interface FlowRow {
  readonly type: EventType;
  readonly topic: Topic;
  readonly emittedBy: ServiceName;
  readonly heardBy: readonly Exclude<ServiceName, 'insights'>[];
  /** The major before this one, when the same fact is told in both until the last subscriber of the older one has gone. */
  readonly besides?: EventType;
}

const row = (type: EventType, topic: Topic, emittedBy: ServiceName, ...heardBy: FlowRow['heardBy'][number][]): FlowRow => ({
  type,
  topic,
  emittedBy,
  heardBy,
});

/** The whole system on one screen: a call enters at the top, a CRM change leaves at the bottom. */
export const flow: readonly FlowRow[] = [
  row('call.recorded.v1', 'calls', 'ingestion', 'transcription', 'crm-sync'),
  row('call.quarantined.v1', 'calls', 'ingestion'),
  row('call.refused-no-consent.v1', 'calls', 'ingestion'),
  row('conversation.erased.v1', 'calls', 'ingestion', 'transcription', 'extraction', 'human-review', 'crm-sync'),

  row('call.transcribed.v1', 'transcripts', 'transcription', 'extraction'),
  row('call.retranscribed.v1', 'transcripts', 'transcription', 'extraction', 'human-review'),
  row('call.transcription-failed.v1', 'transcripts', 'transcription'),
  row('transcript.flagged.v1', 'transcripts', 'transcription', 'human-review'),

  row('customer.issue-identified.v1', 'insights', 'extraction'),
  row('order.cancellation-requested.v1', 'insights', 'extraction', 'human-review'),
  row('customer.complaint-logged.v1', 'insights', 'extraction', 'human-review'),
  row('customer.dispute-raised.v1', 'insights', 'extraction', 'human-review'),
  row('refund.requested.v1', 'insights', 'extraction', 'human-review'),
  row('callback.requested.v1', 'insights', 'extraction', 'human-review'),
  { ...row('callback.requested.v2', 'insights', 'extraction', 'human-review'), besides: 'callback.requested.v1' },
  row('escalation.risk-raised.v1', 'insights', 'extraction', 'human-review'),
  row('competitor.mentioned.v1', 'insights', 'extraction'),
  row('agent.commitment-made.v1', 'insights', 'extraction', 'human-review'),
  row('insight.custom-identified.v1', 'insights', 'extraction', 'human-review'),
  row('insight.confirmed.v1', 'insights', 'extraction', 'human-review'),
  row('insight.withdrawn.v1', 'insights', 'extraction', 'human-review'),
  row('call.analysed.v1', 'insights', 'extraction', 'human-review'),
  row('call.scored.v1', 'insights', 'extraction'),

  row('action.drafted.v1', 'actions', 'human-review'),
  row('action.reviewed.v1', 'actions', 'human-review', 'crm-sync'),
  row('action.applied.v1', 'actions', 'human-review'),
  row('action.application-failed.v1', 'actions', 'human-review'),

  row('crm.record-updated.v1', 'crm', 'crm-sync', 'human-review'),
  row('crm.update-refused.v1', 'crm', 'crm-sync', 'human-review'),
  row('crm.outcome-uncertain.v1', 'crm', 'crm-sync', 'human-review'),
];

const byType = new Map(flow.map((entry) => [entry.type, entry]));

/** The topic that an event type is published to. */
export function topicOf(type: EventType): Topic {
  const entry = byType.get(type);
  if (!entry) throw new Error(`${type} is not in the flow: add it to libs/contracts/src/flow.ts`);
  return entry.topic;
}

/** Event types that a service acts on. Insights hears all facts, and keeps them: in the oldest major, which the release before can read. */
export function heardBy(service: ServiceName): EventType[] {
  if (service === 'insights') return flow.filter((entry) => !entry.besides).map((entry) => entry.type);
  return flow.filter((entry) => entry.heardBy.includes(service)).map((entry) => entry.type);
}
