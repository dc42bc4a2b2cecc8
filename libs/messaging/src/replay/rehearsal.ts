import { topicOf, type EventType, type SchemaRegistry } from '@callmesh/contracts';
import type { Database, Tx } from '@callmesh/event-sourcing';
import type { Bus, Consumption, MessageBatch } from '../bus.port.js';
import { decodeOne, deliveryOf } from '../consumer/decode.middleware.js';
import type { BatchContext, Delivery, TransactionContext } from '../consumer/delivery.js';
import { handle, type React } from '../consumer/handle.middleware.js';
import { admit } from '../consumer/inbox.js';
import { retryTransient } from '../consumer/retry-transient.js';
import { GivenUp } from '../consumer/settle.middleware.js';
import { reasonCode, safeReason } from '../faults.js';
import { noMetrics } from '../metrics.port.js';
import type { ReplayOutcome } from './replay.port.js';

const FAILURES_KEPT = 100;
const APPENDED = 'select type as name, count(*)::int as n from events where transaction_id = pg_current_xact_id() group by type';

/** What a rehearsal, or a replay with effects, is made of. */
export interface RehearsalOptions {
  readonly group: string;
  readonly db: Database;
  readonly bus: Bus;
  readonly registry: SchemaRegistry;
  readonly types: readonly EventType[];
  readonly react: React;
  /** True: what the reactions do is kept, and leads to effects outside. */
  readonly effects: boolean;
  /** Jobs that the transaction has recorded, by kind. */
  countJobs(tx: Tx): Promise<Readonly<Record<string, number>>>;
  /** Where an earlier run of the same replay had come to. */
  readonly outcome: ReplayOutcome | null;
}

/** Takes back what a reaction did. */
class Rehearsed extends Error {}

/**
 * Runs a service's reactions over events of the past, as a group of its own beside the one at work. In a rehearsal each transaction is
 * rolled back once it is known what it would have done: no event is appended and no job recorded, so nothing can happen outside.
 */
export class Rehearsal {
  private readonly appends: Record<string, number>;
  private readonly jobs: Record<string, number>;
  private readonly failures: ReplayOutcome['failures'][number][];
  private readonly retry = retryTransient(noMetrics);
  private consumption: Consumption | undefined;
  heard = 0;

  constructor(private readonly options: RehearsalOptions) {
    const { appends = {}, jobs = {}, failures = [] } = options.outcome ?? {};
    [this.appends, this.jobs, this.failures] = [{ ...appends }, { ...jobs }, [...failures]];
  }

  topics(): string[] {
    return [...new Set(this.options.types.map(topicOf))].sort();
  }

  outcome(): ReplayOutcome {
    return { appends: this.appends, jobs: this.jobs, failures: this.failures };
  }

  async start(): Promise<void> {
    const { bus, group } = this.options;
    this.consumption = await bus.consume({ group, topics: this.topics(), onBatch: (batch) => this.take(batch) });
  }

  async stop(): Promise<void> {
    await this.consumption?.stop();
    this.consumption = undefined;
  }

  async take(batch: MessageBatch): Promise<void> {
    const context: BatchContext = { group: this.options.group, topic: batch.topic, heartbeat: () => batch.heartbeat() };
    for (const message of batch.messages) {
      const delivery = deliveryOf(message);
      if (!(this.options.types as readonly string[]).includes(delivery.type)) continue;
      const decoded = await decodeOne(this.options.registry, delivery);
      if (decoded.fault) this.failed(decoded, decoded.fault);
      else await this.react(decoded, context);
      this.heard += 1;
      await batch.heartbeat();
    }
  }

  private async react(delivery: Delivery, context: BatchContext): Promise<void> {
    try {
      await this.retry(context, () => (this.options.effects ? this.perform(delivery, context) : this.rehearse(delivery, context)));
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error;
      this.failed(delivery, error.cause);
    }
  }

  private async perform(delivery: Delivery, context: BatchContext): Promise<void> {
    const { db, group } = this.options;
    await db.transaction(delivery.tenantId, async (tx) => {
      const fresh = await admit(tx, group, 1, [delivery]);
      if (fresh.length > 0) await this.reactIn({ ...context, tx }, delivery);
    });
  }

  /** The mark is kept, because history and topics overlap; the rest is not. */
  private async rehearse(delivery: Delivery, context: BatchContext): Promise<void> {
    const { db, group } = this.options;
    const fresh = await db.transaction(delivery.tenantId, (tx) => admit(tx, group, 1, [delivery]));
    if (fresh.length === 0) return;
    try {
      await db.transaction(delivery.tenantId, async (tx) => {
        await this.reactIn({ ...context, tx }, delivery);
        throw new Rehearsed();
      });
    } catch (error) {
      if (!(error instanceof Rehearsed)) throw error;
    }
  }

  private async reactIn(context: TransactionContext, delivery: Delivery): Promise<void> {
    await handle(this.options.react, noMetrics)([delivery], context);
    const { rows } = await context.tx.query<{ name: string; n: number }>(APPENDED);
    add(this.appends, Object.fromEntries(rows.map(({ name, n }) => [name, n])));
    add(this.jobs, await this.options.countJobs(context.tx));
  }

  private failed({ type, message }: Delivery, error: unknown): void {
    if (this.failures.length < FAILURES_KEPT) this.failures.push({ eventId: message.headers['ce_id'] ?? '', type, code: reasonCode(error), message: safeReason(error) });
  }
}

function add(into: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, n] of Object.entries(counts)) into[name] = (into[name] ?? 0) + n;
}
