import { AsyncLocalStorage } from 'node:async_hooks';
import type { LeasedJob } from './jobs.port.js';

const storage = new AsyncLocalStorage<LeasedJob>();

/** The job in whose work the caller runs, for logs; undefined elsewhere. */
export function currentJob(): Pick<LeasedJob, 'id' | 'kind' | 'tenantId' | 'conversationId'> | undefined {
  return storage.getStore();
}

/** Runs work so that {@link currentJob} knows its job. */
export function workingOn<T>(job: LeasedJob, work: () => Promise<T>): Promise<T> {
  return storage.run(job, work);
}
