import { deterministicId } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import { JOBS, type JobHandler, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { selectCalls, type CallFilter } from './origins.js';
import { RETRANSCRIBE, type RetranscribeCall } from './retranscribe.job.js';

/** A batch, whose calls are still to be found. */
export interface BeginRetranscription extends Omit<RetranscribeCall, 'causationId'> {
  readonly filter: CallFilter;
  /** Calls up to here have their jobs. */
  readonly after: string;
}

/** So many jobs are recorded in one transaction. */
const CHUNK = 500;
export const BEGIN_RETRANSCRIPTION = 'begin-retranscription';

/** Finds the calls that a filter means, and records a job for each, some hundred at a time. */
@Injectable()
export class BeginRetranscriptionJob implements JobHandler<BeginRetranscription, void> {
  readonly kind = BEGIN_RETRANSCRIPTION;
  readonly limit = 1;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 10;

  constructor(@Inject(JOBS) private readonly jobs: Jobs) {}

  async run(job: LeasedJob<BeginRetranscription>): Promise<void> {
    await job.assertHeld();
  }

  async complete(tx: Tx, { payload }: LeasedJob<BeginRetranscription>): Promise<void> {
    const { filter, after, ...call } = payload;
    const { batchId } = call;
    if (after === '') await selectCalls(tx, batchId, filter);
    const { rows } = await tx.query<{ id: string }>('select conversation_id as id from retranscription_calls where batch_id = $1 and conversation_id > $2 order by conversation_id limit $3', [batchId, after, CHUNK]);
    for (const { id } of rows) await this.jobs.enqueue(tx, { id: deterministicId(RETRANSCRIBE, batchId, id), kind: RETRANSCRIBE, conversationId: id, payload: { ...call, causationId: batchId } });
    const last = rows.at(-1)?.id;
    if (rows.length === CHUNK && last !== undefined) await this.jobs.enqueue(tx, { id: deterministicId(BEGIN_RETRANSCRIPTION, batchId, last), kind: BEGIN_RETRANSCRIPTION, conversationId: batchId, payload: { ...payload, after: last } });
  }

  async fail(): Promise<void> {
    // The failed job says why; run again by hand it goes on where it stopped.
  }
}
