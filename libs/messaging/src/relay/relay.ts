import type { SchemaRegistry, ServiceName } from '@callmesh/contracts';
import { readFeed, type Database, type FeedCursor, type PersonalFields } from '@callmesh/event-sourcing';
import type { Bus, BusMessage } from '../bus.port.js';
import { noMetrics, type MessagingMetrics } from '../metrics.port.js';
import { Alarm, backoff, Pace, Rounds } from '../polling.js';
import { fanOut } from './fan-out.js';
import { RelayCheckpoint } from './relay-checkpoint.js';
import { publishTraced } from './publish-spans.js';
import { messagesOf } from './relay-message.js';
import { noSubscribers, type Subscribers } from './subscribers.port.js';

const BATCH_EVENTS = 500;

/** What a relay needs. */
export interface RelayOptions {
  readonly service: ServiceName;
  readonly db: Database;
  readonly bus: Bus;
  readonly registry: SchemaRegistry;
  readonly cipher: PersonalFields;
  readonly metrics?: MessagingMetrics;
  /** Tenants whose outsiders read; default: none. */
  readonly subscribers?: Subscribers;
  /** True when no other process relays this database: a killed predecessor's lease ends at once. */
  readonly exclusive?: boolean;
  onError(error: unknown): void;
}

/** Whether a relay works. `idle` also while another process holds the lease. */
export interface RelayHealth {
  readonly state: 'publishing' | 'idle' | 'failing';
  /** Words of the fault, without personal data; null when it works. */
  readonly error: string | null;
}

/** A running relay. */
export interface Relay {
  /** Something was appended: look now. */
  wake(): void;
  /** Events that are not published yet. */
  lag(): Promise<number>;
  health(): RelayHealth;
  /** Finishes the batch in hand and gives the lease back. */
  stop(): Promise<void>;
}

/** Some events, ready to publish. */
interface Prepared {
  readonly count: number;
  readonly messages: readonly BusMessage[];
  /** Behind them. */
  readonly cursor: FeedCursor;
}

/**
 * Publishes a service's events: in commit order, one batch in flight, the checkpoint after the broker's ack, so at least once;
 * consumers' inboxes make it once. On a fault it backs off and tries the same batch again.
 */
export function startRelay(options: RelayOptions): Relay {
  return new FeedRelay(options).start();
}

class FeedRelay implements Relay {
  private readonly checkpoint: RelayCheckpoint;
  private readonly alarm = new Alarm();
  private readonly pace = new Pace(2, 250);
  private readonly rounds = new Rounds();
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private current: RelayHealth = { state: 'idle', error: null };
  private renewAt = 0;
  private mayForce: boolean;
  private cursor: FeedCursor | undefined;
  private ahead: Promise<Prepared> | undefined;
  private saving: Promise<boolean> = Promise.resolve(true);
  private readonly ensured = new Set<string>();

  constructor(private readonly options: RelayOptions) {
    this.checkpoint = new RelayCheckpoint(options.db, options.service);
    this.mayForce = options.exclusive ?? false;
  }

  start(): this {
    this.running = this.run();
    return this;
  }

  wake(): void {
    this.pace.reset();
    this.alarm.wake();
  }

  lag(): Promise<number> {
    return this.checkpoint.lag();
  }

  health(): RelayHealth {
    return this.current;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.alarm.wake();
    await this.running;
    // Neither is needed any more; both use the connections that are closed next.
    await Promise.allSettled([this.ahead, this.saving]);
    await this.checkpoint.release().catch((error: unknown) => this.options.onError(error));
  }

  private async run(): Promise<void> {
    for (let faults = 0; !this.stopping; ) {
      try {
        const published = await this.step();
        faults = 0;
        this.current = { state: published > 0 ? 'publishing' : 'idle', error: null };
        if (published > 0) this.pace.reset();
        if (published === BATCH_EVENTS) continue;
        await this.alarm.wait(this.pace.next());
        await this.rounds.next();
      } catch (error) {
        faults += 1;
        this.cursor = undefined;
        this.ahead = undefined;
        this.saving = Promise.resolve(true);
        // A topic may be gone, an outsider's too: it is made again.
        this.ensured.clear();
        this.current = { state: 'failing', error: error instanceof Error ? error.message : 'unknown fault' };
        this.options.onError(error);
        await this.alarm.wait(backoff(faults, 200, 10_000));
      }
    }
  }

  /** @returns how many events it published. */
  private async step(): Promise<number> {
    const { bus, service } = this.options;
    if (!this.cursor || Date.now() >= this.renewAt) {
      // Another process may have gone on from there meanwhile: what was read ahead counts no more.
      await this.saving;
      this.ahead = undefined;
      this.saving = Promise.resolve(true);
      this.cursor = await this.checkpoint.acquire(this.mayForce);
      this.mayForce = false;
      this.renewAt = Date.now() + RelayCheckpoint.renewMs;
    }
    if (!this.cursor) return 0;
    const { count, messages, cursor } = await (this.ahead ?? this.prepare(this.cursor));
    this.ahead = undefined;
    if (count === 0) return 0;
    this.rounds.found();
    // Read and encoded while this batch is on its way.
    if (count === BATCH_EVENTS) this.readAhead(cursor);
    await this.ensureTopics(messages);
    await publishTraced(bus, service, messages);
    this.count(messages);
    // The checkpoint is written after the ack, and while the next batch is on its way; the one before it is written by now.
    const isMine = await this.saving;
    this.saving = this.checkpoint.advance(cursor);
    // Thrown where it is awaited.
    this.saving.catch(() => undefined);
    this.cursor = isMine && (count === BATCH_EVENTS || (await this.saving)) ? cursor : undefined;
    if (!this.cursor) this.ahead = undefined;
    this.renewAt = Date.now() + RelayCheckpoint.renewMs;
    return count;
  }

  private async prepare(from: FeedCursor): Promise<Prepared> {
    const { db, registry, cipher, subscribers = noSubscribers } = this.options;
    const { rows, cursor } = await readFeed(db, from, BATCH_EVENTS);
    if (rows.length === 0) return { count: 0, messages: [], cursor };
    return { count: rows.length, messages: fanOut(await messagesOf(rows, registry, cipher), await subscribers.current()), cursor };
  }

  private readAhead(from: FeedCursor): void {
    this.ahead = this.prepare(from);
    // Thrown where it is awaited; when nobody comes for it, it is read again.
    this.ahead.catch(() => undefined);
  }

  private async ensureTopics(messages: readonly BusMessage[]): Promise<void> {
    const missing = [...new Set(messages.map((m) => m.topic))].filter((topic) => !this.ensured.has(topic));
    if (missing.length === 0) return;
    await this.options.bus.ensureTopics(missing);
    for (const topic of missing) this.ensured.add(topic);
  }

  private count(messages: readonly BusMessage[]): void {
    const metrics = this.options.metrics ?? noMetrics;
    const perTopic = new Map<string, number>();
    for (const { topic } of messages) perTopic.set(topic, (perTopic.get(topic) ?? 0) + 1);
    for (const [topic, count] of perTopic) metrics.published(topic, count);
  }
}
