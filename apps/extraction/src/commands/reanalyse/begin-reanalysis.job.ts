import { deterministicId } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import { JOBS, type JobHandler, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { REANALYSE, type ReanalyseCall } from './reanalyse.job.js';
import { nextCalls, selectCalls, type CallsBetween } from './reanalyses.js';

export const BEGIN_REANALYSIS = 'begin-reanalysis';

/** A batch, whose calls are still to be found. */
export interface BeginReanalysis {
  readonly call: ReanalyseCall;
  readonly filter: CallsBetween;
  /** Calls up to here have their jobs; empty for the beginning. */
  readonly after: string;
}

/** So many jobs are recorded in one transaction. */
const CHUNK = 500;

/** Finds the calls that are meant, and records a job for each, some hundred at a time. */
@Injectable()
export class BeginReanalysisJob implements JobHandler<BeginReanalysis, void> {
  readonly kind = BEGIN_REANALYSIS;
  readonly limit = 1;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 10;

  constructor(@Inject(JOBS) private readonly jobs: Jobs) {}

  async run(job: LeasedJob<BeginReanalysis>): Promise<void> {
    await job.assertHeld();
  }

  async complete(tx: Tx, { payload }: LeasedJob<BeginReanalysis>): Promise<void> {
    const { call, filter, after } = payload;
    const { batchId } = call;
    if (after === '') await selectCalls(tx, batchId, filter);
    const next = await nextCalls(tx, batchId, after, CHUNK);
    for (const conversationId of next) await this.jobs.enqueue(tx, { id: deterministicId(REANALYSE, batchId, conversationId), kind: REANALYSE, conversationId, payload: call });
    const last = next.at(-1);
    if (next.length === CHUNK && last !== undefined) await this.jobs.enqueue(tx, { id: deterministicId(BEGIN_REANALYSIS, batchId, last), kind: BEGIN_REANALYSIS, conversationId: batchId, payload: { ...payload, after: last } satisfies BeginReanalysis });
  }

  /** The failed job says why; run again by hand it goes on where it stopped. */
  async fail(): Promise<void> {}
}
