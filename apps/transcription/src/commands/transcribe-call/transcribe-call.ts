import type { CallContext, CallTranscribedV1, ClaimCheck } from '@callmesh/contracts';
import { DomainError, type Tx } from '@callmesh/event-sourcing';
import type { LeasedJob } from '@callmesh/jobs';
import { reasonCode, safeReason, TransientError } from '@callmesh/messaging';
import { nextVersion } from '../../domain/transcription.decider.js';
import type { TranscriptionEngine } from '../../ports/transcription-engine.port.js';
import type { StoreTranscript } from './store-transcript.js';
import type { TranscriptionRecords } from './transcription-records.js';

/** Payload of a transcription job: references and placeholders alone. */
export interface TranscribeCall {
  readonly call: CallContext;
  /** Normalised audio, or the transcript as received. */
  readonly source: ClaimCheck;
  readonly channelRoles: readonly string[];
  readonly language: string | null;
  readonly vocabulary: readonly string[];
  readonly causationId: string;
  readonly traceparent: string | null;
}

/** What the jobs for speech and for imports have in common: hear, redact, store, record. */
export class TranscribeCallWork {
  constructor(
    private readonly engine: TranscriptionEngine,
    private readonly transcripts: StoreTranscript,
    private readonly records: TranscriptionRecords,
  ) {}

  async run(job: LeasedJob<TranscribeCall>): Promise<CallTranscribedV1> {
    const { tenantId, conversationId, payload } = job;
    const work = { tenantId, conversationId, ...payload };
    const heard = await this.engine.transcribe(work, job);
    const version = nextVersion(await this.records.stateOf(tenantId, conversationId));
    return this.transcripts.store(work, heard, version, job.id.slice(0, 8), job);
  }

  async complete(tx: Tx, { conversationId, payload }: LeasedJob<TranscribeCall>, transcript: CallTranscribedV1): Promise<void> {
    try {
      await this.records.record(tx, { type: 'record-transcript', transcript }, { conversationId, ...payload });
    } catch (error) {
      // Another recording of the same call was transcribed meanwhile: the next try takes the next version.
      if (error instanceof DomainError && error.code === 'TRANSCRIPT.VERSION_TAKEN') throw new TransientError(error.message, { cause: error });
      throw error;
    }
  }

  async fail(tx: Tx, { id, conversationId, payload, attempt }: LeasedJob<TranscribeCall>, error: Error): Promise<void> {
    const reason = `${safeReason(error)}; once that is mended, try again with \`callmesh jobs retry transcription ${id}\``;
    const failure = { conversationId, code: reasonCode(error), reason, attempts: attempt };
    await this.records.record(tx, { type: 'record-failure', failure }, { conversationId, ...payload });
  }
}
