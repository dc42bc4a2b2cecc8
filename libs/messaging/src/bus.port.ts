/** A message as it goes on the wire; the Avro value is the same on every adapter. */
export interface BusMessage {
  readonly topic: string;
  /** Partition key: the conversation id. Order holds per key within a topic. */
  readonly key: string;
  /** Confluent framing: magic byte 0, four-byte schema id, Avro body (Confluent wire format). */
  readonly value: Buffer;
  /** CloudEvents Kafka binary mode headers (`ce_…`, `content-type`, `traceparent`). */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes, where key and headers as text do not show all of them; published in place of the text. */
  readonly raw?: RawMessage;
}

/** A message to the byte: headers that repeat, hold no UTF-8 or a NUL, a key or a value that is absent. */
export interface RawMessage {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** In order; a name may come again. */
  readonly headers: readonly (readonly [name: string, value: Buffer | null])[];
}

/** A message as a consumer gets it. */
export interface ReceivedMessage extends BusMessage {
  readonly partition: number;
  /** Opaque, ordered within its partition by the adapter alone; a string that `consume({ from })` understands. */
  readonly position: string;
  /** When the broker took it, ms since the epoch. */
  readonly timestamp: number;
}

/** Messages of one partition, in order. */
export interface MessageBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly ReceivedMessage[];
  /** Call inside long work; keeps the partition assigned. */
  heartbeat(): Promise<void>;
}

/** What a group wants. */
export interface ConsumeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** Where a group that has no position yet begins. Default `earliest`. */
  readonly startAt?: 'earliest' | 'latest';
  /** How long at most it may rest between two looks while nothing comes, ms. Default 250; set it higher where messages are rare and haste is not needed. */
  readonly idleMs?: number;
  /**
   * Handles one batch. Positions are committed after it resolves; when it rejects the batch comes again after a backoff.
   */
  onBatch(batch: MessageBatch): Promise<void>;
}

/** A running consumer. */
export interface Consumption {
  /** Stops fetching, lets the batch in hand finish, commits, leaves the group. */
  stop(): Promise<void>;
}

/** A message's place, as a {@link ReceivedMessage} or a parked message names it. */
export interface MessagePlace {
  readonly topic: string;
  readonly partition: number;
  readonly position: string;
}

/**
 * Where a replay begins: with the oldest message that is kept, with the first of each partition that the broker took at or after a
 * time (ms since the epoch), or with these messages; partitions that no place names then replay nothing.
 */
export type ReplayPoint = 'earliest' | { readonly time: number } | { readonly places: readonly MessagePlace[] };

/** How far a group is in one partition, whichever process reads it. */
export interface GroupStanding {
  readonly topic: string;
  readonly partition: number;
  /** Messages that the group has not committed. */
  readonly behind: number;
  /** Opaque; differs from the last one when the group has moved. */
  readonly committed: string;
  /** When the broker took the oldest of them, ms since the epoch; null when none waits, or when the broker would have to be read for it. */
  readonly oldestAt: number | null;
}

/** Lets others than the services read, where the broker asks who they are. */
export interface OutsiderAccess {
  /** Address that outsiders are told, `host:port[,…]`. */
  readonly brokers: string;
  /**
   * Lets a principal read these topics, in groups whose names begin with the prefix, and nothing else.
   * @throws when the broker keeps no access list, or this service may not change it.
   */
  allow(principal: string, topics: readonly string[], groupPrefix: string): Promise<void>;
  /** Takes back what {@link allow} gave. */
  revoke(principal: string, topics: readonly string[], groupPrefix: string): Promise<void>;
}

/** What becomes of a kept message: another one in its place, itself, or nothing (null). */
export type MessageChange = (message: BusMessage) => Promise<BusMessage | null>;

/** The broker. Two adapters (embedded, kafka) pass one contract suite. */
export interface Bus {
  /** Creates the topics that are missing. */
  ensureTopics(topics: readonly string[]): Promise<void>;
  /** Publishes in order; resolves when every message is durable (`acks: -1`). At least once: a rejected batch may be there in part. */
  publish(messages: readonly BusMessage[]): Promise<void>;
  consume(options: ConsumeOptions): Promise<Consumption>;
  /**
   * Sets a group (which must not be running) to a point of the topics, by default their beginning, for a replay.
   * @throws DomainError `BUS.POSITION_INVALID` when a position is none of this broker's, or names a partition that is not there.
   */
  rewind(group: string, topics: readonly string[], to?: ReplayPoint): Promise<void>;
  /** Whether a group has members that read. */
  isRunning(group: string): Promise<boolean>;
  /**
   * Up to when (ms since the epoch) a topic's retention may have deleted messages; null when it still holds all that it was ever given.
   * Every deleted message is at most that young; some as old may still be there.
   */
  deletedUntil(topics: readonly string[]): Promise<Readonly<Record<string, number | null>>>;
  /** How far the group is, per partition. */
  standings(group: string, topics: readonly string[]): Promise<readonly GroupStanding[]>;
  /** Messages that the group has not committed, per topic. */
  lag(group: string, topics: readonly string[]): Promise<Readonly<Record<string, number>>>;
  /**
   * Its messages and positions lie in the same Postgres as the services' tables: a crash takes back the end of both, so that what is
   * consumed, and what follows from it, need not wait for the disk one by one. Absent for a broker outside.
   */
  readonly sharesPostgres?: true;
  /**
   * Changes the messages of some keys of a tenant where they lie. Absent for a broker whose messages cannot be changed: there they end with their retention.
   * @returns how many were changed or deleted.
   */
  rewrite?(tenantId: string, keys: readonly string[], change: MessageChange): Promise<number>;
  /** Absent where nobody but the services can reach the broker. */
  readonly outsiders?: OutsiderAccess;
  close(): Promise<void>;
}

/** Nest injection token of the {@link Bus}. */
export const BUS = Symbol('Bus');
