import { startPeriodic, type PeriodicWork } from '@callmesh/jobs';

const HOUR_MS = 3_600_000;
const LOOK_MS = 10 * 60_000;
const LEASE_MS = 60_000;

/** Housekeeping of a service, once in so many hours. */
export interface Housekeeping extends Pick<PeriodicWork, 'db' | 'name' | 'firstMs' | 'run' | 'onError'> {
  /** Hours from one turn to the next; 0 for none. */
  readonly everyHours: number;
}

/** Does it by one instance at a time; where it is to be done often, it also begins and looks sooner. @returns how to end that. */
export function startHousekeeping({ everyHours, firstMs, ...work }: Housekeeping): () => Promise<void> {
  if (everyHours === 0) return () => Promise.resolve();
  const everyMs = everyHours * HOUR_MS;
  return startPeriodic({ ...work, everyMs, firstMs: Math.min(firstMs, everyMs / 2), lookMs: Math.min(LOOK_MS, everyMs / 2), leaseMs: LEASE_MS });
}
