/** What an API has acknowledged: from then on the event may not be lost. */
export interface Acknowledged {
  /** How it was learned, e.g. `POST /calls 202`. */
  readonly by: string;
  readonly type: string;
  readonly conversationId: string;
}

/** An event in a service's store; in the list in the order in which readers of the store get it. */
export interface StoredEvent {
  readonly id: string;
  readonly service: string;
  readonly streamId: string;
  readonly version: number;
  readonly type: string;
  readonly conversationId: string;
  readonly causationId: string | null;
}

/** A message on the broker; in the list in the order of its partition. */
export interface PublishedMessage {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly eventId: string;
}

/** An event's mark at a consumer group: processed (its inbox row, which commits with the effect) or parked for a person. */
export interface Consumed {
  readonly group: string;
  readonly eventId: string;
  readonly state: 'processed' | 'parked';
}

/** A change at the outside that was decided, and how it ended. */
export interface DecidedEffect {
  /** One outside effect per key, however many tries, processes and actions. */
  readonly key: string;
  readonly actionId: string;
  /** `unchanged`: the outside was already as wanted. */
  readonly outcomes: readonly ('made' | 'unchanged' | 'refused' | 'uncertain')[];
  /** Whether a person finds it as an item to decide. */
  readonly inReview: boolean;
}

/** A change that the outside really holds. */
export interface OutsideEffect {
  readonly key: string;
  /** Destination's object, e.g. `tickets/10012`. */
  readonly object: string;
}

/** A read model before and after its rebuild from zero. */
export interface RebuiltProjection {
  readonly name: string;
  /** Every row, every column, ordered. */
  readonly live: string;
  readonly rebuilt: string;
}

/** Something that did not move on, and who was told. */
export interface Standstill {
  readonly what: string;
  /** ms until a metric showed it; null when none did. */
  readonly metricAfterMs: number | null;
  /** ms until a log line said it; null when none did. */
  readonly logAfterMs: number | null;
}

/** Everything that was seen of a run, from outside. */
export interface History {
  readonly acknowledged: readonly Acknowledged[];
  readonly stored: readonly StoredEvent[];
  readonly published: readonly PublishedMessage[];
  readonly consumed: readonly Consumed[];
  /** The events that a group hears. */
  readonly heardBy: (type: string) => readonly string[];
  /** The topic of an event type; null for one that is not public. */
  readonly topicOf: (type: string) => string | null;
  readonly decided: readonly DecidedEffect[];
  readonly outside: readonly OutsideEffect[];
  readonly projections?: readonly RebuiltProjection[];
  readonly standstills?: readonly Standstill[];
}

/** An invariant that the history breaks. */
export interface Violation {
  readonly invariant: 'I1' | 'I2' | 'I3' | 'I4' | 'I5';
  readonly what: string;
}
