import { isInfrastructureFault, isTransient, reasonCode } from '../faults.js';
import type { MessagingMetrics } from '../metrics.port.js';
import { backoff } from '../polling.js';
import { GivenUp, type Retry } from './settle.middleware.js';

/** How often and how patiently a transient fault is tried again. */
export interface RetryPolicy {
  readonly attempts: number;
  /** First wait, ms; doubles each time. */
  readonly baseMs: number;
  readonly maxMs: number;
}

/** About four seconds in all. */
export const defaultRetryPolicy: RetryPolicy = { attempts: 6, baseMs: 100, maxMs: 2_000 };

const HEARTBEAT_MS = 2_000;

/** Tries a delivery again while its fault is transient, with backoff and heartbeats; other faults give up at once. */
export function retryTransient(metrics: MessagingMetrics, policy: RetryPolicy = defaultRetryPolicy): Retry {
  return async (context, attempt) => {
    for (let tries = 1; ; tries += 1) {
      try {
        await attempt();
        return;
      } catch (error) {
        // Given up before, as it could not be decoded: trying the rest of the chain changes nothing.
        if (isInfrastructureFault(error) || error instanceof GivenUp) throw error;
        if (!isTransient(error) || tries >= policy.attempts) throw new GivenUp(error, tries);
        metrics.retried(context.group, context.topic, reasonCode(error));
        await pause(backoff(tries, policy.baseMs, policy.maxMs), () => context.heartbeat());
      }
    }
  };
}

async function pause(ms: number, heartbeat: () => Promise<void>): Promise<void> {
  for (let left = ms; left > 0; left -= HEARTBEAT_MS) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(left, HEARTBEAT_MS)));
    await heartbeat();
  }
}
