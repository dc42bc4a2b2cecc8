import type { AnyDomainEvent, EventMetadata } from '@callmesh/contracts';
import type { Tx } from './database.port.js';

/** What the caller knows when it appends. Ids are `deterministicId(causationId ?? streamId, streamId, version)` unless given. */
export interface AppendContext {
  readonly conversationId: string;
  /** `ce_id` of the event or id of the command that led here; null for the first event of a conversation. */
  readonly causationId: string | null;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly traceparent?: string | null;
}

/** An event to append; `factId` defaults to its own event id, `id` to a deterministic one. */
export type NewEvent = AnyDomainEvent & { readonly id?: string; readonly factId?: string };

/** A stored event with its place in its stream. */
export type StoredEvent = AnyDomainEvent & {
  readonly metadata: EventMetadata;
  readonly streamId: string;
  /** 1-based. */
  readonly version: number;
};

/** Reads and appends streams of one service. The table is the store and the outbox. */
export interface EventStore {
  /** Events of a stream in order; [] when it does not exist. Personal fields are opened; `[ERASED]` where the key is gone. */
  load(tx: Tx, streamId: string): Promise<StoredEvent[]>;
  /**
   * Appends in one round trip. Each event is validated and Avro-encoded here, so an unencodable one is refused (`EVENT.NOT_ENCODABLE`).
   * Inline projections run in the same transaction.
   * @param expectedVersion version of the last event the caller has seen; 0 for a new stream.
   * @throws VersionConflict when another append came first: load, decide and append again.
   * @throws SQLSTATE 40001 when the stream's last transaction id is above this one's: `Database.transaction` runs the work again.
   */
  append(tx: Tx, streamId: string, expectedVersion: number, events: readonly NewEvent[], context: AppendContext): Promise<StoredEvent[]>;
  /**
   * The same without waiting for the database's answer, which comes with the commit: one round trip less. When another append
   * came first the transaction ends with 40001 and `Database.transaction` runs its work again. {@link handleCommand} appends this way.
   */
  appendWithCommit(tx: Tx, streamId: string, expectedVersion: number, events: readonly NewEvent[], context: AppendContext): Promise<StoredEvent[]>;
}

/** Another append to the same stream came first. `CommandHandler` runs the decision again. */
export class VersionConflict extends Error {
  readonly code = 'STREAM.VERSION_CONFLICT';
  constructor(
    readonly streamId: string,
    readonly expectedVersion: number,
  ) {
    super(`stream ${streamId} is no longer at version ${expectedVersion}: load it again and decide again`);
    this.name = 'VersionConflict';
  }
}

/** A read model that commits with the events that feed it. It never rejects a recorded fact. */
export interface InlineProjection {
  readonly name: string;
  /** Event types it wants. */
  readonly handles: readonly AnyDomainEvent['type'][];
  /** Tables that it alone writes, and writes into for every event that it hears: with them it can be rebuilt. */
  readonly tables?: readonly string[];
  apply(tx: Tx, events: readonly StoredEvent[]): Promise<void>;
}

/** An inline projection that names its tables. */
export type RebuildableInline = InlineProjection & Required<Pick<InlineProjection, 'tables'>>;

/** A read model fed from the service's own store after commit; its checkpoint commits with its rows. */
export interface AsyncProjection extends InlineProjection {
  /** Tables it owns, emptied before a rebuild; marked by `markProjection` where a copy of them can be built. */
  readonly tables: readonly string[];
  /** True when an event that is applied again leaves the same rows: then a part of history can be replayed into the live tables. */
  readonly isRepeatable?: boolean;
}

/** Nest injection token of the service's {@link EventStore}. */
export const EVENT_STORE = Symbol('EventStore');
