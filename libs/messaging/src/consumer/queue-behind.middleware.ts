import type { MessagingMetrics } from '../metrics.port.js';
import { lockParkedKeys, queueBehind as insertBehind } from '../parking/park.js';
import type { Middleware, TransactionContext } from './delivery.js';

/**
 * Deliveries of a parked key queue behind it instead of being processed. The lock on the key's row makes a re-drive that is
 * draining it, and this transaction, wait for each other.
 */
export function queueBehind(metrics: MessagingMetrics, assertRoom: (more: number) => Promise<void>): Middleware<TransactionContext> {
  return async (deliveries, context, next) => {
    const { tx, group, topic } = context;
    const blocked = await lockParkedKeys(tx, group, topic, [...new Set(deliveries.map((d) => d.message.key))]);
    const behind = deliveries.filter((d) => blocked.has(d.message.key));
    if (behind.length > 0) {
      await assertRoom(behind.length);
      await insertBehind(tx, group, behind);
      tx.afterCommit(() => metrics.queuedBehind(group, topic, behind.length));
    }
    const free = blocked.size === 0 ? deliveries : deliveries.filter((d) => !blocked.has(d.message.key));
    if (free.length > 0) await next(free, context);
  };
}
