import { FindCallsJob, JOBS, type FindCalls, type Jobs } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { selectCalls, type CallFilter } from './origins.js';
import { RETRANSCRIBE, type RetranscribeCall } from './retranscribe.job.js';
import { BEGIN_RETRANSCRIPTION, retranscriptions } from './retranscription-calls.js';

/** A batch, whose calls are still to be found. */
export interface BeginRetranscription extends Omit<RetranscribeCall, 'causationId'>, FindCalls {
  readonly filter: CallFilter;
}

/** Finds the calls that a filter means, and records a job for each. */
@Injectable()
export class BeginRetranscriptionJob extends FindCallsJob<BeginRetranscription> {
  constructor(@Inject(JOBS) jobs: Jobs) {
    super(jobs, {
      kind: BEGIN_RETRANSCRIPTION,
      callKind: RETRANSCRIBE,
      batches: retranscriptions,
      batchIdOf: ({ batchId }) => batchId,
      select: (tx, { batchId, filter }) => selectCalls(tx, batchId, filter),
      workOf: ({ filter: _filter, after: _after, ...call }): RetranscribeCall => ({ ...call, causationId: call.batchId }),
    });
  }
}
