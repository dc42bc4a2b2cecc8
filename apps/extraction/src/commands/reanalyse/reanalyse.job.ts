import { DATABASE, DomainError, type Database, type Tx } from '@callmesh/event-sourcing';
import type { JobHandler, LeasedJob } from '@callmesh/jobs';
import { reasonCode } from '@callmesh/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { AnalyseJob, type AnalyseCall } from '../analyse-call/analyse.job.js';
import { newestWork, reanalyses } from './reanalyses.js';

export const REANALYSE = 'reanalyse';

/** One call of a batch. */
export interface ReanalyseCall {
  readonly batchId: string;
  /** Left out: as calls are analysed now. */
  readonly engines?: 'rules-alone';
  readonly traceparent: string | null;
}

interface Outcome {
  readonly work: AnalyseCall;
  readonly result: Awaited<ReturnType<AnalyseJob['run']>>;
}

/** Analyses the newest transcript of a call again, as the rules and engines are now: beside new calls, never before them. */
@Injectable()
export class ReanalyseJob implements JobHandler<ReanalyseCall, Outcome> {
  readonly kind = REANALYSE;
  readonly limit = 1;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 5;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    private readonly analysing: AnalyseJob,
  ) {}

  async run(job: LeasedJob<ReanalyseCall>): Promise<Outcome> {
    const { tenantId, conversationId, payload } = job;
    const newest = await this.db.transaction(tenantId, (tx) => newestWork(tx, conversationId));
    if (!newest) throw new DomainError('ANALYSIS.NO_TRANSCRIPT', `conversation ${conversationId} has no transcript that could be analysed again: it was erased, or never got so far`);
    const { batchId: causationId, engines, traceparent } = payload;
    const work: AnalyseCall = { ...newest, causationId, traceparent, again: engines ? { engines } : {} };
    return { work, result: await this.analysing.run({ ...job, payload: work }) };
  }

  async complete(tx: Tx, job: LeasedJob<ReanalyseCall>, { work, result }: Outcome): Promise<void> {
    const version = await this.analysing.record(tx, { ...job, payload: work }, result);
    await reanalyses.noteEnd(tx, job.payload.batchId, job.conversationId, version === null ? { state: 'unchanged' } : { state: 'changed', version });
  }

  /** The analysis that there is stays what it is, so nothing is told of a failure but here. */
  async fail(tx: Tx, { conversationId, payload }: LeasedJob<ReanalyseCall>, error: Error): Promise<void> {
    await reanalyses.noteEnd(tx, payload.batchId, conversationId, { state: 'failed', code: reasonCode(error) });
  }
}
