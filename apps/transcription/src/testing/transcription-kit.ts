import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClaimChecks, createLocalKms, grantVault, provisionVault, type AuditEntry, type ClaimCheckServices } from '@callmesh/claim-check';
import { deterministicId, type CallContext, type CallRecordedV1, type ClaimCheck, type Transcript } from '@callmesh/contracts';
import { createEventStore, eventStoreMigrations, openDatabase, provisionService, type Database, type StoredEvent } from '@callmesh/event-sourcing';
import { createJobs, jobMigrations, startWorkers, type JobHandler, type ObservableJobs } from '@callmesh/jobs';
import { loadEnvironment } from '@callmesh/service-defaults';
import { createTestDatabase } from '@callmesh/testing';
import { TranscriptImport } from '../adapters/imports/transcript-import.adapter.js';
import { SpeechEngine } from '../adapters/speech/speech-engine.adapter.js';
import { DiscardRawTranscriptJob } from '../commands/discard-raw-transcript/discard-raw-transcript.job.js';
import { ImportTranscriptJob } from '../commands/transcribe-call/import-transcript.job.js';
import { RedactAudioController } from '../commands/redact-audio/redact-audio.controller.js';
import { DestroyRawAudioJob } from '../commands/destroy-raw-audio/destroy-raw-audio.job.js';
import { REDACT_AUDIO } from '../commands/redact-audio/redact-audio.work.js';
import { RedactAudioJob } from '../commands/redact-audio/redact-audio.job.js';
import { BeginRetranscriptionJob } from '../commands/retranscribe/begin-retranscription.job.js';
import { CleanUpTranscript } from '../commands/retranscribe/clean-up-transcript.js';
import { RetranscribeJob } from '../commands/retranscribe/retranscribe.job.js';
import { RetranscriptionsController } from '../commands/retranscribe/retranscriptions.controller.js';
import { Presidio } from '../adapters/presidio/presidio.adapter.js';
import { RedactionPolicies } from '../commands/set-redaction-policy/redaction-policies.js';
import { KnownOfCall } from '../commands/transcribe-call/known-of-call.js';
import { StoreTranscript } from '../commands/transcribe-call/store-transcript.js';
import { TranscribeJob } from '../commands/transcribe-call/transcribe.job.js';
import { TranscriptionRecords } from '../commands/transcribe-call/transcription-records.js';
import { CallParts1764200001020 } from '../migrations/call-parts.js';
import { SplitRecordingJob } from '../commands/transcribe-long-call/split-recording.job.js';
import { StitchPartsJob } from '../commands/transcribe-long-call/stitch-parts.job.js';
import { TranscribePartJob } from '../commands/transcribe-long-call/transcribe-part.job.js';
import { AudioPolicies1764400001060 } from '../migrations/audio-policies.js';
import { Recordings1764200001050 } from '../migrations/recordings.js';
import { RedactionPolicies1764400001070 } from '../migrations/redaction-policies.js';
import { RedactedAudio1764200001040 } from '../migrations/redacted-audio.js';
import { Retranscriptions1764200001030 } from '../migrations/retranscriptions.js';
import { TranscriptOriginals1764200001000 } from '../migrations/transcript-originals.js';
import { ReadTranscript } from '../projections/read-transcript.js';
import { TranscriptVersions } from '../projections/transcript-versions.js';
import { TranscribeWhenCallRecorded } from '../reactors/transcribe-when-call-recorded.reactor.js';

const transcriptionMigrations = [TranscriptOriginals1764200001000, CallParts1764200001020, Retranscriptions1764200001030, RedactedAudio1764200001040, Recordings1764200001050, AudioPolicies1764400001060, RedactionPolicies1764400001070];
export const TENANT = 'acme';
const SECRET = 'callmesh-tests';

/** Transcription on a real database, with real keys, files and jobs. */
export interface TranscriptionKit {
  readonly db: Database;
  readonly jobs: ObservableJobs;
  readonly claims: ClaimCheckServices;
  readonly versions: TranscriptVersions;
  /** What each tenant wants redacted. */
  readonly policies: RedactionPolicies;
  readonly reading: ReadTranscript;
  readonly retranscriptions: RetranscriptionsController;
  readonly redactingAudio: RedactAudioController;
  /** Stores content as ingestion does, hears `call.recorded.v1` of it, and lets the workers run until no job is left. */
  recorded(content: { audio: Buffer } | { transcript: Buffer }, fields?: Partial<CallRecordedV1>, conversationId?: string): Promise<string>;
  /** The same without waiting for the workers. */
  hear(content: { audio: Buffer } | { transcript: Buffer }, fields?: Partial<CallRecordedV1>, conversationId?: string): Promise<string>;
  work(limitMs?: number): Promise<void>;
  readonly handlers: readonly JobHandler[];
  eventsOf(conversationId: string): Promise<StoredEvent[]>;
  transcriptOf(conversationId: string): Promise<Transcript>;
  /** All text that lies in the service's tables and in the object store: nothing personal may be found in it. */
  everythingStored(): Promise<string>;
  objects(): Promise<string[]>;
  /** Keeps what is known of a call beforehand. */
  known(conversationId: string, type: string, value: string): Promise<string>;
  /** Runs with everything on legal hold. */
  holding<T>(work: () => Promise<T>): Promise<T>;
  /** Who read what of a conversation. */
  auditOf(conversationId: string): Promise<AuditEntry[]>;
  drop(): Promise<void>;
}

const call: CallContext = {
  platform: 'upload', platformCallId: 'c-1', startedAt: Date.UTC(2026, 10, 3), timeZone: 'UTC', direction: 'inbound', agentId: 'a-101', durationMs: null, customer: null, consent: 'granted', assumed: [],
};

/** The text in bytes, as `strings` reads them: in short runs any four digits come by chance once in a while. */
const readable = (bytes: Buffer): string[] => bytes.toString('latin1').match(/[\t\n\r -~]{12,}/g) ?? [];

export async function createTranscriptionKit(env: Readonly<Record<string, string>> = {}): Promise<TranscriptionKit> {
  const { adminUrl, drop } = await createTestDatabase();
  const root = await mkdtemp(path.join(tmpdir(), 'callmesh-transcription-'));
  const kms = createLocalKms({ current: randomBytes(32).toString('base64') });
  await provisionVault(adminUrl);
  const claimsOf = async (schema: string): Promise<ClaimCheckServices> => {
    const { appUrl: url } = await provisionService({ adminUrl, schema, migrations: [...eventStoreMigrations, ...jobMigrations, ...(schema === 'transcription' ? transcriptionMigrations : [])], secret: SECRET });
    await grantVault(adminUrl, schema);
    return createClaimChecks({ url, kms, store: { root } });
  };
  const [ingestion, claims] = [await claimsOf('ingestion'), await claimsOf('transcription')];
  const db = await openDatabase({ schema: 'transcription', ...(await provisionService({ adminUrl, schema: 'transcription', migrations: [...eventStoreMigrations, ...jobMigrations, ...transcriptionMigrations], secret: SECRET })) });
  const store = createEventStore({ service: 'transcription', cipher: claims.fieldCipher, inlineProjections: [] });
  const config = { name: 'transcription', env: loadEnvironment(env) } as const;
  const jobs = createJobs(db);
  const records = new TranscriptionRecords(db, store, jobs);
  const versions = new TranscriptVersions(db, store);
  const policies = new RedactionPolicies(db);
  const transcripts = new StoreTranscript(claims.claimChecks, claims.vault, policies, new KnownOfCall(claims.vault, config), new Presidio(config));
  const speech = new SpeechEngine(claims.claimChecks, config);
  const handlers = [
    new TranscribeJob(speech, transcripts, records, config),
    new SplitRecordingJob(claims.claimChecks, jobs, records, config),
    new TranscribePartJob(speech, claims.claimChecks, jobs, records, config),
    new StitchPartsJob(db, claims.claimChecks, jobs, transcripts, records),
    new ImportTranscriptJob(new TranscriptImport(claims.claimChecks), transcripts, records, jobs),
    new DiscardRawTranscriptJob(claims.claimChecks),
    new BeginRetranscriptionJob(jobs),
    new RetranscribeJob(speech, transcripts, new CleanUpTranscript(claims.claimChecks), records, claims.claimChecks, db, jobs, config),
    new RedactAudioJob(db, claims.claimChecks, jobs, versions),
    new DestroyRawAudioJob(db, claims.claimChecks, claims.holds, jobs),
  ];
  const reactor = new TranscribeWhenCallRecorded(jobs, config);
  const objects = async (): Promise<string[]> =>
    (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));

  /** Whether all that is left is to be done another day. */
  const waitsForLater = (): Promise<boolean> =>
    db.transaction(TENANT, async (tx) => (await tx.query(`select 1 from jobs where state not in ('completed', 'failed') and run_at < now() + interval '1 hour'`)).rowCount === 0);

  const kit: TranscriptionKit = {
    db,
    jobs,
    claims,
    versions,
    policies,
    retranscriptions: new RetranscriptionsController(db, jobs),
    redactingAudio: new RedactAudioController(db, jobs, versions),
    reading: new ReadTranscript(claims.claimChecks, versions),
    handlers,
    objects,
    async hear(content, fields = {}, conversationId = randomUUID()) {
      const put = (artifact: string, bytes: Buffer): Promise<ClaimCheck> => ingestion.claimChecks.put({ tenantId: TENANT, conversationId, artifact }, bytes, 'application/octet-stream');
      const n = randomUUID().slice(0, 8);
      const audio = 'audio' in content ? await put(`audio.${n}.wav`, content.audio) : null;
      const original = 'audio' in content ? await put(`original.${n}`, content.audio) : null;
      const transcript = 'transcript' in content ? await put(`transcript.${n}`, content.transcript) : null;
      const data: CallRecordedV1 = {
        conversationId, call, receivedAt: 0, connection: 'upload', fileName: null, original, audio, transcript, channelRoles: ['agent', 'customer'], language: 'en-US', vocabulary: ['Larkfield'], audioVersion: 1, ...fields,
      };
      const id = randomUUID();
      const metadata = { id, source: '/callmesh/ingestion', time: '2026-11-03T00:00:00.000Z', conversationId, causationId: null, tenantId: TENANT, factId: id, traceparent: null };
      await db.transaction(TENANT, (tx) =>
        reactor.transcribe({ type: 'call.recorded.v1', data, metadata }, { tx, group: 'transcription', topic: 'calls', position: '1', idFor: (name, index = 0) => deterministicId(id, name, index) }),
      );
      return conversationId;
    },
    async recorded(content, fields, conversationId) {
      const id = await kit.hear(content, fields, conversationId);
      await kit.work();
      return id;
    },
    async work(limitMs = 30_000) {
      const errors: unknown[] = [];
      const workers = startWorkers({ db, jobs, handlers, exclusive: true, onError: (error) => void errors.push(error) });
      try {
        for (const until = Date.now() + limitMs; ; ) {
          // The copy of a recording may wait for the call to be over; a test need not.
          await db.transaction(TENANT, (tx) => tx.query('update jobs set run_at = clock_timestamp() where kind = $1 and run_at > clock_timestamp() and attempts = 0', [REDACT_AUDIO]));
          const counts = Object.values(await jobs.counts());
          if (counts.every(({ pending, scheduled, in_progress: busy }) => pending + scheduled + busy === 0) || (await waitsForLater())) return;
          if (Date.now() > until) throw new Error(`jobs are left: ${JSON.stringify(await jobs.counts())} ${errors.map(String).join('; ')}`);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      } finally {
        await workers.stop();
      }
    },
    eventsOf: (conversationId) => db.transaction(TENANT, (tx) => store.load(tx, `transcription-${conversationId}`)),
    async transcriptOf(conversationId) {
      const state = await records.stateOf(TENANT, conversationId);
      if (state.situation !== 'transcribed') throw new Error(`no transcript: ${JSON.stringify(state)}`);
      return JSON.parse((await claims.claimChecks.get(TENANT, state.transcript, { actor: 'service:test', purpose: 'test' })).toString('utf8')) as Transcript;
    },
    async everythingStored() {
      const [jobRows, events] = await db.transaction(TENANT, async (tx) => [(await tx.query('select * from jobs')).rows, (await tx.query<{ type: string; stream_id: string; body: Buffer }>('select type, stream_id, body from events')).rows]);
      const files = await Promise.all((await objects()).map((file) => readFile(file)));
      return [JSON.stringify(jobRows), ...events.map(({ type, stream_id: stream }) => `${type} ${stream}`), ...[...events.map(({ body }) => body), ...files].flatMap(readable)].join('\n');
    },
    known: (conversationId, type, value) => ingestion.vault.storeKnown(TENANT, conversationId, type, value, []),
    async holding(run) {
      const id = await ingestion.holds.place(TENANT, { receivedFrom: null, receivedUntil: null }, 'test', 'admin:test');
      try {
        return await run();
      } finally {
        await ingestion.holds.release(TENANT, id, 'test', 'admin:test');
      }
    },
    async auditOf(conversationId) {
      const insights = await claimsOf('insights');
      return insights.auditOf(TENANT, conversationId).finally(() => insights.close());
    },
    async drop() {
      await speech.onApplicationShutdown();
      await Promise.all([claims.close(), ingestion.close()]);
      await db.close();
      await drop();
      await rm(root, { recursive: true, force: true });
    },
  };
  return kit;
}
