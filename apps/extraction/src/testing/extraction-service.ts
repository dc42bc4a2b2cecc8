import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClaimChecks, createLocalKms, grantVault, provisionVault, type ClaimChecks, type Vault } from '@callmesh/claim-check';
import { deterministicId, TRANSCRIPT_MEDIA_TYPE, type CallContext, type ReceivedEvent, type Transcript } from '@callmesh/contracts';
import { provisionService, type StoredEvent } from '@callmesh/event-sourcing';
import { createJobs, jobMigrations, startWorkers, type ObservableJobs } from '@callmesh/jobs';
import type { ReactionContext } from '@callmesh/messaging';
import { loadEnvironment } from '@callmesh/service-defaults';
import { createTestService, TEST_SECRET, type TestService } from '@callmesh/testing';
import { LlmEngine } from '../adapters/llm/llm-engine.js';
import { bundledRulePacks } from '../adapters/rule-packs.adapter.js';
import { CustomerProblems } from '../adapters/tables/customer-problems.js';
import { Definitions } from '../adapters/tables/definitions.js';
import { LlmQuarantine } from '../adapters/tables/llm-quarantine.js';
import { LlmUsage } from '../adapters/tables/llm-usage.js';
import { ScorecardHistory } from '../adapters/tables/scorecard-history.js';
import { TenantRules } from '../adapters/tenant-rules.js';
import { TenantScorecards } from '../adapters/tenant-scorecards.js';
import { AnalyseJob } from '../commands/analyse-call/analyse.job.js';
import { ReadCall } from '../commands/analyse-call/read-call.js';
import { BackfillTrackerJob } from '../commands/backfill-tracker/backfill-tracker.job.js';
import { ScorecardsController } from '../commands/manage-scorecards/scorecards.controller.js';
import { BeginReanalysisJob } from '../commands/reanalyse/begin-reanalysis.job.js';
import { ReanalyseJob } from '../commands/reanalyse/reanalyse.job.js';
import { ReanalysesController } from '../commands/reanalyse/reanalyses.controller.js';
import { localEngine } from '../domain/analyse.js';
import { service } from '../extraction.module.js';
import { AnalyseWhenCallRetranscribed } from '../reactors/analyse-when-call-retranscribed.reactor.js';
import { AnalyseWhenCallTranscribed } from '../reactors/analyse-when-call-transcribed.reactor.js';
import { callContext, CONVERSATION } from './conversations.js';

export const tenantId = 'demo';

/** The service over a real database, vault and files, put together as its module does. */
export interface ExtractionUnderTest {
  readonly test: TestService;
  readonly jobs: ObservableJobs;
  readonly claimChecks: ClaimChecks;
  readonly vault: Vault;
  readonly scorecards: ScorecardsController;
  /** Stores a transcript as transcription does, and says so. */
  transcribed(transcript: Transcript, version?: number, call?: Partial<CallContext>): Promise<ReceivedEvent<'call.transcribed.v1'>>;
  /** The same of a transcript that was made again. */
  retranscribed(transcript: Transcript, version: number): Promise<ReceivedEvent<'call.retranscribed.v1'>>;
  /** The reactor, in a transaction. */
  hear(event: ReceivedEvent<'call.transcribed.v1'> | ReceivedEvent<'call.retranscribed.v1'>): Promise<void>;
  readonly definitions: Definitions;
  readonly reanalyses: ReanalysesController;
  /** Lets the workers run until nothing is left to do. */
  work(): Promise<void>;
  history(): Promise<StoredEvent[]>;
  drop(): Promise<void>;
}

/** @param env what the environment says, of the language model above all. */
export async function startExtraction(env: Readonly<Record<string, string>> = {}): Promise<ExtractionUnderTest> {
  const test = await createTestService({ schema: 'extraction', service: 'extraction', migrations: [...jobMigrations, ...service.migrations] });
  await provisionVault(test.adminUrl);
  const transcription = await provisionService({ adminUrl: test.adminUrl, schema: 'transcription', migrations: [], secret: TEST_SECRET });
  const ingestion = await provisionService({ adminUrl: test.adminUrl, schema: 'ingestion', migrations: [], secret: TEST_SECRET });
  for (const schema of ['extraction', 'transcription', 'ingestion']) await grantVault(test.adminUrl, schema);
  const root = await mkdtemp(path.join(tmpdir(), 'callmesh-extraction-'));
  const kms = createLocalKms({ current: randomBytes(32).toString('base64') });
  const own = createClaimChecks({ url: test.appUrl, kms, store: { root } });
  const theirs = createClaimChecks({ url: transcription.appUrl, kms, store: { root } });
  const capture = createClaimChecks({ url: ingestion.appUrl, kms, store: { root } });

  const jobs = createJobs(test.db);
  const packs = bundledRulePacks();
  const definitions = new Definitions(test.db);
  const rules = new TenantRules(definitions, localEngine(packs), packs);
  const model = new LlmEngine({ name: 'extraction', env: loadEnvironment(env) }, new LlmUsage(test.db), new LlmQuarantine(test.db));
  const history = new ScorecardHistory(test.db);
  const scorecards = new TenantScorecards(history, packs);
  const job = new AnalyseJob(own.claimChecks, test.store, new ReadCall(rules, model), scorecards, new CustomerProblems(test.db, own.vault));
  const backfills = new BackfillTrackerJob(test.db, jobs, own.claimChecks, rules);
  const handlers = [job, backfills, new BeginReanalysisJob(jobs), new ReanalyseJob(test.db, job)];
  const [transcribedReactor, retranscribedReactor] = [new AnalyseWhenCallTranscribed(jobs), new AnalyseWhenCallRetranscribed(jobs)];
  const transcribed = async (transcript: Transcript, version = 1, call: Partial<CallContext> = {}): Promise<ReceivedEvent<'call.transcribed.v1'>> => {
    const { conversationId } = transcript;
    const name = { tenantId, conversationId, artifact: `transcript.${version}.json` };
    const claim = await theirs.claimChecks.put(name, Buffer.from(JSON.stringify({ ...transcript, version })), TRANSCRIPT_MEDIA_TYPE);
    const id = deterministicId('test', 'transcribed', conversationId, version);
    const metadata = { id, source: '/callmesh/transcription', time: '2026-11-12T23:22:00.000Z', conversationId, causationId: null, tenantId, factId: id, traceparent: null };
    const { engine, engineVersion, language, durationMs, utterances } = transcript;
    const data = { conversationId, call: callContext(call), transcriptVersion: version, transcript: claim, engine, engineVersion, language, durationMs, speakers: ['agent', 'customer'], utterances: utterances.length, words: 100, confidence: null, redactions: 0 };
    return { type: 'call.transcribed.v1', data, metadata };
  };
  return {
    test,
    jobs,
    definitions,
    reanalyses: new ReanalysesController(test.db, jobs, model),
    claimChecks: own.claimChecks,
    vault: capture.vault,
    scorecards: new ScorecardsController(scorecards, history),
    transcribed,
    async retranscribed(transcript, version) {
      const { data, metadata } = await transcribed(transcript, version);
      return { type: 'call.retranscribed.v1', data: { ...data, replaces: version - 1, reason: 'requested', source: 'raw-audio' }, metadata };
    },
    hear: (event) =>
      test.db.transaction(tenantId, (tx) => {
        const context: ReactionContext = { tx, group: 'extraction', topic: 'transcripts', position: '1', idFor: (what, index = 0) => deterministicId(event.metadata.id, what, index) };
        return event.type === 'call.retranscribed.v1' ? retranscribedReactor.analyse(event, context) : transcribedReactor.analyse(event, context);
      }),
    async work() {
      const errors: unknown[] = [];
      const workers = startWorkers({ db: test.db, jobs, handlers, onError: (error) => errors.push(error) });
      try {
        for (let waited = 0; waited < 10_000; waited += 20) {
          const left = Object.values(await jobs.counts()).reduce((sum, { pending, scheduled, in_progress: busy }) => sum + pending + scheduled + busy, 0);
          if (left === 0) return;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        throw new Error(`jobs are left after 10 s: ${errors.map(String).join('; ')}`);
      } finally {
        await workers.stop();
      }
    },
    history: () => test.db.transaction(tenantId, (tx) => test.store.load(tx, `analysis-${CONVERSATION}`)),
    async drop() {
      await Promise.all([own.close(), theirs.close(), capture.close()]);
      await rm(root, { recursive: true, force: true });
      await test.drop();
    },
  };
}
