/** A message as it goes on the wire; the Avro value is the same on every adapter. */
export interface BusMessage {
  readonly topic: string;
  /** Partition key: the conversation id. Order holds per key within a topic. */
  readonly key: string;
  /** Confluent framing: magic byte 0, four-byte schema id, Avro body (Confluent wire format). */
  readonly value: Buffer;
  /** CloudEvents Kafka binary mode headers (`ce_…`, `content-type`, `traceparent`). */
  readonly headers: Readonly<Record<string, string>>;
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

/** The broker. Two adapters (embedded, kafka) pass one contract suite. */
export interface Bus {
  /** Creates the topics that are missing. */
  ensureTopics(topics: readonly string[]): Promise<void>;
  /** Publishes in order; resolves when every message is durable (`acks: -1`). At least once: a rejected batch may be there in part. */
  publish(messages: readonly BusMessage[]): Promise<void>;
  consume(options: ConsumeOptions): Promise<Consumption>;
  /** Sets a group (which must not be running) back to the beginning of the topics, for a rebuild. */
  rewind(group: string, topics: readonly string[]): Promise<void>;
  /** Messages that the group has not committed, per topic. */
  lag(group: string, topics: readonly string[]): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

/** Nest injection token of the {@link Bus}. */
export const BUS = Symbol('Bus');
