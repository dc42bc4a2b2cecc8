import type { EventPayloads } from './generated/events.js';
import type { EventType } from './flow.js';

/** A public fact as a service's domain code makes it: type and payload, nothing of its delivery. */
export interface DomainEvent<T extends EventType = EventType> {
  readonly type: T;
  readonly data: EventPayloads[T];
}

/** The union of domain events, discriminated by `type`. */
export type AnyDomainEvent = { [T in EventType]: DomainEvent<T> }[EventType];

/** What travels with a public event, as CloudEvents attributes (binary mode, `ce_` headers). */
export interface EventMetadata {
  /** `ce_id`: UUID, deterministic (UUIDv5 of causation id, reactor, index) so that redelivery is harmless. */
  readonly id: string;
  /** `ce_source`: `/callmesh/<service>`. */
  readonly source: string;
  /** `ce_time`: when the fact was recorded, ISO 8601 UTC. */
  readonly time: string;
  /** `ce_subject` and `ce_correlationid`. */
  readonly conversationId: string;
  /** `ce_causationid`: id of the event that led to this one; null for the first of a conversation. */
  readonly causationId: string | null;
  /** `ce_tenantid`. */
  readonly tenantId: string;
  /** `ce_factid`: the same for every major version of one fact; effects are deduplicated by it. */
  readonly factId: string;
  /** W3C trace context; null when the request was not traced. */
  readonly traceparent: string | null;
}

/** A public event as a consumer receives it. */
export type ReceivedEvent<T extends EventType = EventType> = DomainEvent<T> & { readonly metadata: EventMetadata };
