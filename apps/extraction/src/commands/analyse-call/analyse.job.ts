import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import type { CallContext, ClaimCheck } from '@callmesh/contracts';
import { EVENT_STORE, handleCommand, type EventStore, type Tx } from '@callmesh/event-sourcing';
import type { JobHandler, LeasedJob } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { CustomerProblems, keepProblems, type ProblemsOfCall } from '../../adapters/tables/customer-problems.js';
import { keepResults } from '../../adapters/tables/tracker-hits.js';
import { TenantScorecards } from '../../adapters/tenant-scorecards.js';
import { problemTopicsOf } from '../../domain/analysis/problem-topics.js';
import { analysisDecider } from '../../domain/analysis.decider.js';
import type { Scored } from '../../domain/scorecards/score-call.js';
import { analysisStream } from '../../domain/standing-facts.js';
import { readTranscript } from '../read-transcript.js';
import { ReadCall, type CallRead } from './read-call.js';

/** References only: the words stay behind the claim check. */
export interface AnalyseCall {
  readonly transcript: ClaimCheck;
  readonly transcriptVersion: number;
  readonly call: CallContext;
  /** The event that brought the transcript. */
  readonly causationId: string;
  readonly traceparent: string | null;
  /** Somebody asked for it to be analysed again. */
  readonly again?: { readonly engines?: 'rules-alone' };
}

/** What is recorded of a call: what it means, its scores, and the problems by which a later call is told from a first one. */
export interface CallAnalysed extends CallRead {
  readonly scores: readonly Scored[];
  readonly problems: ProblemsOfCall | null;
}

/** Reads the redacted transcript, asks the engines, appends facts and analysis in one append. */
@Injectable()
export class AnalyseJob implements JobHandler<AnalyseCall, CallAnalysed> {
  readonly kind = 'analyse';
  readonly limit = 4;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 5;

  constructor(
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly reader: ReadCall,
    private readonly scorecards: TenantScorecards,
    private readonly problems: CustomerProblems,
  ) {}

  async run(job: LeasedJob<AnalyseCall>): Promise<CallAnalysed> {
    await job.assertHeld();
    const { id, tenantId, conversationId, attempt, signal, payload } = job;
    const transcript = await readTranscript(this.claimChecks, tenantId, conversationId, payload.transcript, 'analyse');
    const { call } = payload;
    const { answer, tracked } = await this.reader.read({ id, tenantId, conversationId, attempt, signal, call, transcript, ...payload.again, assertHeld: () => job.assertHeld() });
    const scores = await this.scorecards.score(tenantId, transcript, answer.callType);
    const problems = await this.problems.of(tenantId, call, problemTopicsOf(answer.insights));
    const repeatedProblems = problems ? await this.problems.earlier(tenantId, conversationId, problems) : [];
    return { answer: { ...answer, analysis: { ...answer.analysis, repeatedProblems } }, tracked, scores, problems };
  }

  async complete(tx: Tx, job: LeasedJob<AnalyseCall>, result: CallAnalysed): Promise<void> {
    await this.record(tx, job, result);
  }

  /** @returns the version of the analysis; null where there was nothing new to say. */
  async record(tx: Tx, job: LeasedJob<AnalyseCall>, { answer, tracked, scores, problems }: CallAnalysed): Promise<number | null> {
    const { call, transcriptVersion, causationId, traceparent, again } = job.payload;
    const { conversationId } = job;
    const command = { analysisId: job.id, conversationId, call, transcriptVersion, answer, scores, again: again !== undefined };
    const { events } = await handleCommand(this.store, analysisDecider, tx, analysisStream(conversationId), command, { conversationId, causationId, time: new Date().toISOString(), traceparent });
    await keepResults(tx, { conversationId, transcriptVersion, callStartedAt: call.startedAt }, tracked);
    await keepProblems(tx, conversationId, problems);
    const analysed = events.find((event) => event.type === 'call.analysed.v1');
    return analysed?.data.analysisVersion ?? null;
  }

  /** Nothing was learned of the call, so nothing is said: the failed job keeps the reason, and the thread shows the call stuck before its analysis. */
  async fail(): Promise<void> {}
}
