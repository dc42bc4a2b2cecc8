import type { Database } from '@callmesh/event-sourcing';
import type { JobHandler } from '@callmesh/jobs';
import type { Relay } from '@callmesh/messaging';
import type { WatchedQueue } from '../service.js';

/** What is watched of one service. */
export interface WatchedService {
  readonly name: string;
  readonly db: Database;
  readonly relay: Pick<Relay, 'health'>;
  readonly group: string;
  /** Topics that its consumer reads; [] when it hears nothing. */
  readonly topics: readonly string[];
  /** Event types that it hears. */
  readonly heard: readonly string[];
  readonly jobHandlers: readonly Pick<JobHandler, 'kind' | 'afterFailure'>[];
  readonly queues: readonly WatchedQueue[];
}

/** One thing to look at, every few seconds. */
export interface Look {
  readonly name: string;
  /** Sets gauges and alarms. Rejects when it cannot be looked at: the last figures stand. */
  look(now: number): Promise<void>;
}

/** How long something may not move before it counts as stuck, ms; with the interval of looking it is well below a minute. */
export const PATIENCE_MS = 30_000;
