import type { EventType, ReceivedEvent } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';

/**
 * What a reactor gets beside the event (Nest's RPC context). The inbox row, the effect and the appended events commit together in `tx`;
 * a reactor makes no call outside: it appends, writes its tables, or records a job.
 */
export interface ReactionContext {
  readonly tx: Tx;
  readonly group: string;
  readonly topic: string;
  readonly position: string;
  /** Deterministic id for the n-th thing this reactor makes of this event. */
  idFor(reactor: string, index?: number): string;
}

/** A reactor's method. Throwing a {@link TransientError} is retried; anything else parks the message behind its key. */
export type Reaction<T extends EventType> = (event: ReceivedEvent<T>, context: ReactionContext) => Promise<void>;

/** A fault that passes: the message is tried again with backoff before it is parked. */
export class TransientError extends Error {
  readonly transient = true;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransientError';
  }
}
