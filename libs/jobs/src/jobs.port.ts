import type { Tx } from '@callmesh/event-sourcing';

/** pending → scheduled (leased) → in_progress (the engine works) → completed | failed; a lapsed lease returns to pending. */
export type JobState = 'pending' | 'scheduled' | 'in_progress' | 'completed' | 'failed';

/** Slow or outside work, recorded in the transaction that decided on it. */
export interface NewJob<P = unknown> {
  /** Deterministic; a second enqueue of the same id does nothing. */
  readonly id: string;
  /** Work kind, e.g. `transcribe`. */
  readonly kind: string;
  readonly conversationId: string;
  /** JSON; carries references and placeholders, never personal values. */
  readonly payload: P;
  /** Not before, ISO 8601; default now. */
  readonly runAt?: string;
}

/** A job in a worker's hand. */
export interface LeasedJob<P = unknown> {
  readonly id: string;
  readonly kind: string;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly payload: P;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Fencing token: grows with every lease of this job. */
  readonly token: string;
  /** Aborts when the lease is lost or the service stops. */
  readonly signal: AbortSignal;
  /** Marks in_progress (the engine's clock starts) and extends the lease; call before every outside call. @throws LeaseLost */
  assertHeld(): Promise<void>;
  /** Says what the work waits for, for operators; null when it goes on. What cannot be noted is passed over. */
  waitsFor(what: string | null): Promise<void>;
}

/** The lease went to another worker; stop at once, write nothing. */
export class LeaseLost extends Error {
  readonly code = 'JOB.LEASE_LOST';
}

/** How a kind of job runs. */
export interface JobHandler<P = unknown, R = unknown> {
  readonly kind: string;
  /** Jobs of this kind active at once over all processes (vendors 50, local speech 1). */
  readonly limit: number;
  /** Lease length in ms; renewed while `run` works. */
  readonly leaseMs: number;
  readonly maxAttempts: number;
  /** Outside work; no transaction is open. A `TransientError` (or any error with `transient: true`) is tried again with backoff, others fail at once. `retryAfterMs` on the error sets the wait. */
  run(job: LeasedJob<P>): Promise<R>;
  /** Appends the outcome; commits with the job's completion, fenced by the token. */
  complete(tx: Tx, job: LeasedJob<P>, result: R): Promise<void>;
  /** The last attempt failed; commits with the job's failure. */
  fail(tx: Tx, job: LeasedJob<P>, error: Error): Promise<void>;
  /**
   * Where the failure is followed up instead, in words for an operator. Set it where `fail` hands the matter on to someone, so that
   * running the job again would act behind their back; without it an operator may run a failed job again.
   */
  readonly afterFailure?: string;
}

/** A job as operators see it. */
export interface JobRecord {
  readonly id: string;
  readonly kind: string;
  readonly conversationId: string;
  readonly state: JobState;
  /** Tries so far. */
  readonly attempts: number;
  /** Code and reason of the last failed try; no personal data. */
  readonly lastError: string | null;
  /** What the work in hand waits for; null when it does not wait. */
  readonly waitsFor: string | null;
  /** Times are ISO 8601 UTC. */
  readonly createdAt: string;
  /** Not before. */
  readonly runAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** The queue of one service. */
export interface Jobs {
  enqueue(tx: Tx, job: NewJob): Promise<void>;
  /** Jobs by state, for health and reports. */
  counts(): Promise<Readonly<Record<string, Readonly<Record<JobState, number>>>>>;
}

/** Nest injection token of the service's {@link Jobs}. */
export const JOBS = Symbol('Jobs');
