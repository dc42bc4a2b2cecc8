import { isKnownType, topicOf, type EventType, type SchemaRegistry } from '@callmesh/contracts';
import type { Database } from '@callmesh/event-sourcing';
import type { Bus, Consumption, MessageBatch } from '../bus.port.js';
import { reasonCode } from '../faults.js';
import type { MessagingMetrics } from '../metrics.port.js';
import { copyDeadLetters, deadLetterTopic } from '../parking/dead-letter.js';
import { park } from '../parking/park.js';
import { assertRoom, ParkingFull } from '../parking/parking-full.js';
import { redriveKey, type Redriven } from '../parking/redrive.js';
import { decodeOne, deliveryOf } from './decode.middleware.js';
import type { Delivery } from './delivery.js';
import type { React } from './handle.middleware.js';
import { inboxGeneration, sweepInbox } from './inbox.js';
import { pipeline, type Pipeline } from './pipeline.js';
import type { RetryPolicy } from './retry-transient.js';

const SWEEP_EVERY_MS = 3_600_000;
const COPY_EVERY_MS = 30_000;
/** Longer than any topic keeps a message, so that no redelivery finds its mark gone. */
const KEEP_INBOX_DAYS = 60;

/** What a group's consumer is made of. */
export interface GroupConsumerOptions {
  readonly group: string;
  readonly db: Database;
  readonly bus: Bus;
  readonly registry: SchemaRegistry;
  readonly metrics: MessagingMetrics;
  readonly retryPolicy?: RetryPolicy | undefined;
  readonly parkedLimit: number;
  /** Event types that have a reaction. */
  heard(): readonly string[];
  readonly react: React;
  /** Schema whose tables come before the service's own: a shadow copy's. */
  readonly copySchema?: string | undefined;
  onError(error: unknown, where: string): void;
}

/** One consumer group at work: reads its topics, reacts, parks what it cannot process. */
export class GroupConsumer {
  private readonly pipeline: Pipeline;
  private consumption: Consumption | undefined;
  private timers: NodeJS.Timeout[] = [];
  private copying: Promise<unknown> | undefined;
  private generation = 1;
  private stopping = false;
  /** Messages processed, parked or skipped since it was made. */
  heard = 0;

  constructor(private readonly options: GroupConsumerOptions) {
    const { group, db, bus, registry, metrics, retryPolicy, react, copySchema } = options;
    this.pipeline = pipeline({
      ...{ group, db, registry, metrics, retryPolicy, react, copySchema },
      lazily: bus.sharesPostgres ?? false,
      hears: (type) => options.heard().includes(type),
      generation: () => this.generation,
      assertRoom: (more) => this.assertRoom(more),
      park: (failed, error, attempts, rest, { topic }) => this.park(failed, error, attempts, rest, topic),
    });
  }

  /** Topics that hold what is heard. */
  topics(): string[] {
    return [...new Set(this.options.heard().filter(isKnownType).map((type: EventType) => topicOf(type)))].sort();
  }

  async start(): Promise<void> {
    const { db, bus, group } = this.options;
    const topics = this.topics();
    if (topics.length === 0) return;
    this.stopping = false;
    this.generation = await inboxGeneration(db, group);
    await bus.ensureTopics([...topics, ...topics.map(deadLetterTopic)]);
    this.consumption = await bus.consume({ group, topics, onBatch: (batch) => this.take(batch) });
    // Stopped while it joined: nobody else ends it.
    if (this.stopping) return this.stop();
    this.timers = [
      setInterval(() => void sweepInbox(db, group, this.generation, KEEP_INBOX_DAYS).catch((error: unknown) => this.options.onError(error, 'inbox sweep')), SWEEP_EVERY_MS).unref(),
      setInterval(() => void this.copyDeadLetters(), COPY_EVERY_MS).unref(),
    ];
    void this.copyDeadLetters();
  }

  /** Lets the batch in hand finish, then leaves the group. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    await this.consumption?.stop();
    this.consumption = undefined;
    await this.copying;
  }

  /** Processes a batch that came by another road, as if its topic had brought it. */
  async take(batch: MessageBatch): Promise<void> {
    try {
      await this.pipeline.run(batch);
      this.heard += batch.messages.length;
    } catch (error) {
      if (error instanceof ParkingFull) this.options.metrics.parkingFull(this.options.group, batch.topic);
      throw error;
    }
  }

  /** See `CallmeshServer.redriveKey`. */
  async redriveKey(topic: string, key: string): Promise<Redriven> {
    const { db, registry, group, metrics } = this.options;
    const result = await redriveKey(
      db,
      { group, topic, key },
      {
        decode: (message) => decodeOne(registry, deliveryOf(message)),
        process: (tx, delivery) => this.pipeline.process(tx, delivery),
      },
    );
    metrics.redriven(group, topic, result.drained);
    if (result.stoppedAt) await this.copyDeadLetters();
    return result;
  }

  private assertRoom(more: number): Promise<void> {
    const { db, group, parkedLimit } = this.options;
    return assertRoom(db, group, parkedLimit, more);
  }

  private async park(failed: Delivery, error: unknown, attempts: number, rest: readonly Delivery[], topic: string): Promise<void> {
    const { db, group, metrics } = this.options;
    await this.assertRoom(1 + rest.length);
    await park(db, group, failed, error, attempts, rest);
    metrics.parked(group, topic, reasonCode(error));
    if (rest.length > 0) metrics.queuedBehind(group, topic, rest.length);
    await this.copyDeadLetters();
  }

  /** What cannot be copied now is copied later: the parked row is what counts. */
  private copyDeadLetters(): Promise<unknown> {
    const { db, bus, group, onError } = this.options;
    this.copying ??= copyDeadLetters(db, bus, group)
      .catch((error: unknown) => onError(error, `dead-letter copies of ${group}`))
      .finally(() => {
        this.copying = undefined;
      });
    return this.copying;
  }
}
