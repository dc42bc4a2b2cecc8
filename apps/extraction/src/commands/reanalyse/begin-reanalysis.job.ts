import { FindCallsJob, JOBS, type FindCalls, type Jobs } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { REANALYSE, type ReanalyseCall } from './reanalyse.job.js';
import { BEGIN_REANALYSIS, reanalyses, selectCalls, type CallsBetween } from './reanalyses.js';

/** A batch, whose calls are still to be found. */
export interface BeginReanalysis extends FindCalls {
  readonly call: ReanalyseCall;
  readonly filter: CallsBetween;
}

/** Finds the calls that are meant, and records a job for each. */
@Injectable()
export class BeginReanalysisJob extends FindCallsJob<BeginReanalysis> {
  constructor(@Inject(JOBS) jobs: Jobs) {
    super(jobs, {
      kind: BEGIN_REANALYSIS,
      callKind: REANALYSE,
      batches: reanalyses,
      batchIdOf: ({ call }) => call.batchId,
      select: (tx, { call, filter }) => selectCalls(tx, call.batchId, filter),
      workOf: ({ call }) => call,
    });
  }
}
