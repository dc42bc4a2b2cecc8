import type { SchemaRegistry } from '@callmesh/contracts';
import type { Database, Tx } from '@callmesh/event-sourcing';
import type { MessageBatch } from '../bus.port.js';
import type { MessagingMetrics } from '../metrics.port.js';
import { decode, deliveryOf } from './decode.middleware.js';
import type { BatchContext, Delivery, Middleware, Next, TransactionContext } from './delivery.js';
import { handle, type React } from './handle.middleware.js';
import { inbox } from './inbox.middleware.js';
import { queueBehind } from './queue-behind.middleware.js';
import { retryTransient, type RetryPolicy } from './retry-transient.js';
import { settle, type Park } from './settle.middleware.js';
import { skipUnknown } from './skip-unknown.middleware.js';
import { inTenantTransaction } from './transaction.middleware.js';

/** What a consumer is made of. */
export interface PipelineParts {
  readonly group: string;
  readonly db: Database;
  readonly registry: SchemaRegistry;
  readonly metrics: MessagingMetrics;
  readonly retryPolicy: RetryPolicy | undefined;
  hears(type: string): boolean;
  generation(): number;
  readonly react: React;
  /** Schema whose tables come before the service's own. */
  readonly copySchema?: string | undefined;
  /** What a crash takes back is delivered again. */
  readonly lazily: boolean;
  readonly park: Park;
  /** @throws ParkingFull when so many messages may not be parked any more. */
  assertRoom(more: number): Promise<void>;
}

/** How a group processes its batches; resolves when every message is processed, parked or skipped. */
export interface Pipeline {
  run(batch: MessageBatch): Promise<void>;
  /** The inner part, for a re-drive that has its own transaction: inbox, then reaction. */
  process(tx: Tx, delivery: Delivery): Promise<void>;
}

/** The consumer's chain, one concern a link: unknown types, decoding, settling, transaction, parked keys, inbox, reaction. */
export function pipeline(parts: PipelineParts): Pipeline {
  const { group, db, registry, metrics } = parts;
  const retry = retryTransient(metrics, parts.retryPolicy);
  const react = link(inbox(() => parts.generation(), metrics), handle(parts.react, metrics));
  const inTransaction: Next<TransactionContext> = link(queueBehind(metrics, (more) => parts.assertRoom(more)), react);
  const settled = link(settle(retry, parts.park), link(inTenantTransaction(db, parts.copySchema, parts.lazily), inTransaction));
  const chain = link(skipUnknown((type) => parts.hears(type), metrics), link(decode(registry, retry), settled));
  return {
    async run(batch) {
      metrics.consumed(group, batch.topic, batch.messages.length);
      await chain(batch.messages.map(deliveryOf), { group, topic: batch.topic, heartbeat: () => batch.heartbeat() });
    },
    process: (tx, delivery) => react([delivery], { tx, group, topic: delivery.message.topic, heartbeat: () => Promise.resolve() }),
  };
}

function link<C extends BatchContext, Inner extends BatchContext>(middleware: Middleware<C, Inner>, next: Next<Inner>): Next<C> {
  return (deliveries, context) => middleware(deliveries, context, next);
}
