import { flow, type AnyDomainEvent, type EventType } from '@callmesh/contracts';

/** An event as this service keeps it: the redacted payload and what is needed to arrange it. */
export type RecordedEvent = AnyDomainEvent & {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly service: string;
  readonly causationId: string | null;
  readonly factId: string;
};

const STAGE_OF_TOPIC = { calls: 0, transcripts: 1, insights: 2, actions: 3, crm: 4 } as const;
const order = new Map(flow.map((row, index) => [row.type, STAGE_OF_TOPIC[row.topic] * 1_000 + index]));

const rank = (type: EventType): number => order.get(type) ?? Number.MAX_SAFE_INTEGER;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The one order of a conversation's events, whatever order they arrived in: recording → transcript → insights → actions → CRM, then time.
 * Of an erased one its erasure is all that counts: what else is here was under way, and is about to be deleted.
 */
export function arrange(events: readonly RecordedEvent[]): RecordedEvent[] {
  const erasures = eventsOf(events, 'conversation.erased.v1');
  return [...(erasures.length > 0 ? erasures : events)].sort((a, b) => Math.floor(rank(a.type) / 1_000) - Math.floor(rank(b.type) / 1_000) || compare(a.time, b.time) || rank(a.type) - rank(b.type) || compare(a.id, b.id));
}

/** Events of one type, arranged. */
export function eventsOf<T extends EventType>(events: readonly RecordedEvent[], type: T): (RecordedEvent & { readonly type: T })[] {
  return events.filter((event): event is RecordedEvent & { readonly type: T } => event.type === type);
}
