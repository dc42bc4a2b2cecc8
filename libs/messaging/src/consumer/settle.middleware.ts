import { isInfrastructureFault } from '../faults.js';
import { groupBy, type BatchContext, type Delivery, type Middleware, type Next } from './delivery.js';

/** Each in a transaction of its own, so in a connection of its own. */
const KEYS_AT_ONCE = 4;

/** Takes over where one delivery cannot be processed: `rest` are the later ones of its key. */
export type Park = (failed: Delivery, error: unknown, attempts: number, rest: readonly Delivery[], context: BatchContext) => Promise<void>;

/** Processes one delivery, again while its fault is transient; rejects with {@link GivenUp}. */
export type Retry = (context: BatchContext, attempt: () => Promise<void>) => Promise<void>;

/** A delivery's last error and how often it was tried. */
export class GivenUp extends Error {
  constructor(
    override readonly cause: unknown,
    readonly attempts: number,
  ) {
    super('given up');
  }
}

/**
 * One transaction per tenant for the whole batch; what fails rolls back and runs again delivery by delivery, so that only the one
 * that fails is parked. A key's later deliveries are never run after an earlier one of it failed: they queue behind it.
 */
export function settle(retry: Retry, park: Park): Middleware<BatchContext> {
  return async (deliveries, context, next) => {
    for (const ofTenant of groupBy(deliveries, (d) => d.tenantId).values()) {
      if (await wholeBatch(ofTenant, context, next)) continue;
      await inLanes(groupBy(ofTenant, (d) => d.message.key).values(), (ofKey) => oneByOne(ofKey, context, next));
    }
  };

  async function oneByOne(ofKey: readonly Delivery[], context: BatchContext, next: Next<BatchContext>): Promise<void> {
    for (const [index, delivery] of ofKey.entries()) {
      try {
        await retry(context, () => next([delivery], context));
      } catch (error) {
        if (!(error instanceof GivenUp)) throw error;
        await park(delivery, error.cause, error.attempts, ofKey.slice(index + 1), context);
        return;
      }
      await context.heartbeat();
    }
  }
}

/** Some keys at a time, so that one that is tried again holds up no other; when one fails, those in hand come to their end first. */
async function inLanes(keys: Iterator<readonly Delivery[]>, run: (ofKey: readonly Delivery[]) => Promise<void>): Promise<void> {
  let failed = false;
  const lane = async (): Promise<void> => {
    for (let next = keys.next(); !failed && !next.done; next = keys.next()) {
      await run(next.value).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: KEYS_AT_ONCE }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function wholeBatch(deliveries: readonly Delivery[], context: BatchContext, next: Next<BatchContext>): Promise<boolean> {
  if (deliveries.length === 1 || deliveries.some((d) => d.fault)) return false;
  try {
    await next(deliveries, context);
    return true;
  } catch (error) {
    if (isInfrastructureFault(error)) throw error;
    await context.heartbeat();
    return false;
  }
}
