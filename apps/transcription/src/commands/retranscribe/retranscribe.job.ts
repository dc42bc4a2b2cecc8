import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import { deterministicId, type ClaimCheck } from '@callmesh/contracts';
import { DATABASE, DomainError, type Database, type Tx } from '@callmesh/event-sourcing';
import { JOBS, type JobHandler, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { reasonCode } from '@callmesh/messaging';
import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { SpeechEngine } from '../../adapters/speech/speech-engine.adapter.js';
import { nextVersion } from '../../domain/transcription.decider.js';
import { redactedAudioOf } from '../redact-audio/recordings-table.js';
import { CleanUpTranscript } from './clean-up-transcript.js';
import { StoreTranscript, type StoredTranscript } from '../transcribe-call/store-transcript.js';
import { keepHeard, recordStored, type TranscribeCall } from '../transcribe-call/transcribe-call.js';
import { TranscriptionRecords } from '../transcribe-call/transcription-records.js';
import { originOf } from './origins.js';
import { retranscriptions } from './retranscription-calls.js';

export const RETRANSCRIBE = 'retranscribe';
const MINUTE_MS = 60_000;

/** One call of a batch. */
export interface RetranscribeCall {
  readonly batchId: string;
  /** audio: heard again; clean-up: the newest transcript is checked and mended again. */
  readonly mode: 'audio' | 'clean-up';
  readonly reason: string;
  /** The batch is what leads to the event. */
  readonly causationId: string;
  readonly traceparent: string | null;
}

/** What a try came to. */
type Outcome =
  | { readonly made: StoredTranscript; readonly work: TranscribeCall }
  /** Too long for one job: its parts follow. */
  | { readonly long: TranscribeCall }
  | { readonly unchanged: true };

/** Transcribes a call again: beside new calls, never before them. */
@Injectable()
export class RetranscribeJob implements JobHandler<RetranscribeCall, Outcome> {
  readonly kind = RETRANSCRIBE;
  readonly limit = 1;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 5;
  private readonly longMs: number;

  constructor(
    private readonly engine: SpeechEngine,
    private readonly transcripts: StoreTranscript,
    private readonly cleanUp: CleanUpTranscript,
    private readonly records: TranscriptionRecords,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(SERVICE_CONFIG) { env }: ServiceConfig,
  ) {
    this.longMs = env.CALLMESH_PART_MINUTES * MINUTE_MS;
  }

  async run(job: LeasedJob<RetranscribeCall>): Promise<Outcome> {
    const { tenantId, conversationId, payload } = job;
    const origin = await this.db.transaction(tenantId, (tx) => originOf(tx, conversationId));
    if (!origin) throw new DomainError('RETRANSCRIPTION.NO_RECORDING', `conversation ${conversationId} has no recording: it was never taken in, or is erased`);
    // A transcript that was handed in is removed once it is redacted: what can be made again is made of the redacted one.
    if (payload.mode === 'clean-up' || origin.kind === 'import-transcript') return this.mend(job, origin.payload);
    const work = this.workOf(...(await this.audioOf(job, origin.payload)));
    if ((work.call.durationMs ?? 0) > this.longMs) return { long: work };
    return this.listen(job, work);
  }

  async complete(tx: Tx, job: LeasedJob<RetranscribeCall>, outcome: Outcome): Promise<void> {
    const { id, conversationId, payload } = job;
    if ('unchanged' in outcome) return retranscriptions.noteEnd(tx, payload.batchId, conversationId, { state: 'unchanged' });
    if ('long' in outcome) return this.jobs.enqueue(tx, { id: deterministicId('split', id), kind: 'split-recording', conversationId, payload: outcome.long });
    await recordStored(this.records, tx, { ...job, payload: outcome.work }, outcome.made);
  }

  /** The transcript that there is stays what it is, so nothing is told of a failure but here. */
  async fail(tx: Tx, { conversationId, payload }: LeasedJob<RetranscribeCall>, error: Error): Promise<void> {
    await retranscriptions.noteEnd(tx, payload.batchId, conversationId, { state: 'failed', code: reasonCode(error) });
  }

  /** The raw recording; where policy has destroyed it, the redacted copy. */
  private async audioOf({ tenantId, conversationId, payload }: LeasedJob<RetranscribeCall>, origin: TranscribeCall): Promise<[TranscribeCall, RetranscribeCall, string]> {
    try {
      const raw = await this.claimChecks.stream(tenantId, origin.source, { actor: 'service:transcription', purpose: 'look whether the recording is there' });
      raw.destroy();
      return [origin, payload, 'raw-audio'];
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'CLAIM.NOT_FOUND') throw error;
    }
    const source = await this.db.transaction(tenantId, (tx) => redactedAudioOf(tx, conversationId, origin.source.uri));
    if (!source) throw new DomainError('RETRANSCRIPTION.NO_RECORDING', `the recording of conversation ${conversationId} is gone, and no redacted copy of it was made`);
    return [{ ...origin, source, recording: origin.source.uri }, payload, 'redacted-audio'];
  }

  private async listen(job: LeasedJob<RetranscribeCall>, work: TranscribeCall): Promise<Outcome> {
    const { tenantId, conversationId } = job;
    const heard = await this.engine.transcribe({ tenantId, conversationId, ...work }, job);
    return { made: await keepHeard(this.records, this.transcripts, { ...job, payload: work }, heard), work };
  }

  private async mend(job: LeasedJob<RetranscribeCall>, origin: TranscribeCall): Promise<Outcome> {
    const { tenantId, conversationId, payload } = job;
    const state = await this.records.stateOf(tenantId, conversationId);
    if (state.situation !== 'transcribed') throw new DomainError('RETRANSCRIPTION.NO_TRANSCRIPT', `conversation ${conversationId} has no transcript that could be cleaned up`);
    await job.assertHeld();
    const made = await this.cleanUp.mend({ tenantId, conversationId, call: origin.call, transcript: state.transcript, version: nextVersion(state), name: job.id.slice(0, 8) });
    return made === null ? { unchanged: true } : { made, work: this.workOf({ ...origin, source: state.transcript }, { ...payload, reason: 'clean-up' }, 'transcript') };
  }

  private workOf(origin: TranscribeCall, { batchId, reason, causationId, traceparent }: RetranscribeCall, source: string): TranscribeCall & { readonly source: ClaimCheck } {
    return { ...origin, causationId, traceparent, again: { batchId, reason, source } };
  }
}
