import type { ReceivedEvent } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import type { ReceivedMessage } from '../bus.port.js';

/** The tenant under which a message parks whose envelope names none. */
export const NO_TENANT = '-';

/** A message on its way through the consumer's middleware. */
export interface Delivery {
  readonly message: ReceivedMessage;
  /** `ce_type`. */
  readonly type: string;
  readonly tenantId: string;
  /** Set by decoding. */
  readonly event?: ReceivedEvent;
  /** Why it cannot be decoded. */
  readonly fault?: Error;
}

/** What middleware knows of the batch. */
export interface BatchContext {
  readonly group: string;
  readonly topic: string;
  heartbeat(): Promise<void>;
}

/** Inside a tenant's transaction. */
export interface TransactionContext extends BatchContext {
  readonly tx: Tx;
}

/** The rest of the chain. */
export type Next<C extends BatchContext> = (deliveries: readonly Delivery[], context: C) => Promise<void>;

/** One concern of the consumer: does its part, hands on what is left. `Inner` differs where it opens the transaction. */
export type Middleware<C extends BatchContext, Inner extends BatchContext = C> = (
  deliveries: readonly Delivery[],
  context: C,
  next: Next<Inner>,
) => Promise<void>;

/** Deliveries by some property, each list in order, lists in the order of their first delivery. */
export function groupBy(deliveries: readonly Delivery[], property: (delivery: Delivery) => string): Map<string, Delivery[]> {
  const groups = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const group = groups.get(property(delivery));
    if (group) group.push(delivery);
    else groups.set(property(delivery), [delivery]);
  }
  return groups;
}
