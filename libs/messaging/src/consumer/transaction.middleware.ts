import type { Database } from '@callmesh/event-sourcing';
import type { BatchContext, Middleware, TransactionContext } from './delivery.js';

/**
 * Runs the rest of the chain in one transaction of the deliveries' tenant; `settle` has made them all of one.
 * @param copySchema schema whose tables come before the service's own, so that reactions write there and nowhere else.
 * @param lazily the commit need not reach the disk: should a crash take it back, the batch comes again.
 */
export function inTenantTransaction(db: Database, copySchema: string | undefined, lazily: boolean): Middleware<BatchContext, TransactionContext> {
  return async (deliveries, context, next) => {
    const [first] = deliveries;
    if (!first) return;
    // Before any transaction: a message that cannot be read has no effect to roll back.
    for (const { fault } of deliveries) if (fault) throw fault;
    await db.transaction(first.tenantId, (tx) => {
      if (lazily) tx.defer('set local synchronous_commit = off');
      if (copySchema !== undefined) tx.defer(`set local search_path = ${copySchema}, ${db.schema}`);
      return next(deliveries, { ...context, tx });
    });
  };
}
