import type { MessagingMetrics } from '../metrics.port.js';
import { admit } from './inbox.js';
import type { Middleware, TransactionContext } from './delivery.js';

/** Hands on what this group has not processed yet; the marks commit with the effects. */
export function inbox(generation: () => number, metrics: MessagingMetrics): Middleware<TransactionContext> {
  return async (deliveries, context, next) => {
    const { tx, group, topic } = context;
    const fresh = await admit(tx, group, generation(), deliveries);
    if (fresh.length < deliveries.length) tx.afterCommit(() => metrics.duplicates(group, topic, deliveries.length - fresh.length));
    if (fresh.length > 0) await next(fresh, context);
  };
}
