import { deterministicId } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import type { JobHandler, Jobs, LeasedJob } from '../jobs.port.js';

/** So many jobs are recorded in one transaction. */
const CHUNK = 500;

/** What the job needs of a batch's payload. */
export interface FindCalls {
  /** Calls up to this conversation id have their jobs; empty for the beginning. */
  readonly after: string;
}

/** What a kind of batch is made of. */
interface BatchWork<P extends FindCalls> {
  /** Of the job that finds the calls. */
  readonly kind: string;
  /** Of the jobs that it records, one a call. */
  readonly callKind: string;
  readonly batches: { nextCalls(tx: Tx, batchId: string, after: string, most: number): Promise<string[]> };
  batchIdOf(payload: P): string;
  /** Writes down which calls are meant; runs once, at the beginning. */
  select(tx: Tx, payload: P): Promise<unknown>;
  /** Payload of a call's own job. */
  workOf(payload: P): unknown;
}

/** Finds the calls that a batch means, and records a job for each, some hundred at a time: a batch of all calls holds no transaction open for long. */
export class FindCallsJob<P extends FindCalls> implements JobHandler<P, void> {
  readonly kind: string;
  readonly limit = 1;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 10;

  constructor(
    private readonly jobs: Jobs,
    private readonly work: BatchWork<P>,
  ) {
    this.kind = work.kind;
  }

  async run(job: LeasedJob<P>): Promise<void> {
    await job.assertHeld();
  }

  async complete(tx: Tx, { payload }: LeasedJob<P>): Promise<void> {
    const { kind, callKind, batches } = this.work;
    const batchId = this.work.batchIdOf(payload);
    if (payload.after === '') await this.work.select(tx, payload);
    const next = await batches.nextCalls(tx, batchId, payload.after, CHUNK);
    for (const conversationId of next) await this.jobs.enqueue(tx, { id: deterministicId(callKind, batchId, conversationId), kind: callKind, conversationId, payload: this.work.workOf(payload) });
    const last = next.at(-1);
    if (next.length === CHUNK && last !== undefined) await this.jobs.enqueue(tx, { id: deterministicId(kind, batchId, last), kind, conversationId: batchId, payload: { ...payload, after: last } });
  }

  /** The failed job says why; run again by hand it goes on where it stopped. */
  async fail(): Promise<void> {}
}
