import type { CallContext, ClaimCheck } from '@callmesh/contracts';
import { DomainError, type Tx } from '@callmesh/event-sourcing';
import type { LeasedJob } from '@callmesh/jobs';
import { reasonCode, safeReason, TransientError } from '@callmesh/messaging';
import { nextVersion, type Again } from '../../domain/transcription.decider.js';
import type { Heard } from '../../ports/transcription-engine.port.js';
import { retranscriptions } from '../retranscribe/retranscription-calls.js';
import type { StoredTranscript, StoreTranscript } from './store-transcript.js';
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
  /** `claim://…` of the raw recording that `source` is a copy of; left out where it is the source itself. */
  readonly recording?: string;
  /** Set when somebody asked for it again. */
  readonly again?: Again & { readonly batchId: string };
}

/** Redacts and stores what was heard, as the call's next version. */
export async function keepHeard(records: TranscriptionRecords, transcripts: StoreTranscript, job: LeasedJob<TranscribeCall>, heard: Heard): Promise<StoredTranscript> {
  const { tenantId, conversationId, payload } = job;
  const version = nextVersion(await records.stateOf(tenantId, conversationId));
  return transcripts.store({ tenantId, conversationId, ...payload }, heard, version, job.id.slice(0, 8), job);
}

/** Tells of the transcript, in the transaction that ends the job. */
export async function recordStored(records: TranscriptionRecords, tx: Tx, job: LeasedJob<TranscribeCall>, stored: StoredTranscript): Promise<void> {
  const { conversationId, payload } = job;
  const again = payload.again ? { reason: payload.again.reason, source: payload.again.source } : null;
  try {
    await records.recordTranscript(tx, stored, again, { conversationId, ...payload });
  } catch (error) {
    // Another recording of the same call was transcribed meanwhile: the next try takes the next version.
    if (error instanceof DomainError && error.code === 'TRANSCRIPT.VERSION_TAKEN') throw new TransientError(error.message, { cause: error });
    throw error;
  }
  if (hasSound(stored, payload)) await records.askForCopy(tx, job, payload.recording ?? payload.source.uri, stored);
  if (payload.again) await retranscriptions.noteEnd(tx, payload.again.batchId, conversationId, { state: 'made', version: stored.transcript.transcriptVersion });
}

/** What was imported, or made of another transcript, gives no new copy of a recording. */
const hasSound = ({ transcript }: StoredTranscript, { again }: TranscribeCall): boolean => transcript.engine !== 'import' && again?.source !== 'transcript';

/** Tells that no transcript came about, and how to try again. */
export async function failTranscription(records: TranscriptionRecords, tx: Tx, { id, conversationId, payload, attempt }: LeasedJob<TranscribeCall>, error: Error): Promise<void> {
  // The transcript that there is stays what it is.
  if (payload.again) return retranscriptions.noteEnd(tx, payload.again.batchId, conversationId, { state: 'failed', code: reasonCode(error) });
  const reason = `${safeReason(error)}; once that is mended, try again with \`callmesh jobs retry transcription ${id}\``;
  await records.recordFailure(tx, { conversationId, code: reasonCode(error), reason, attempts: attempt }, { conversationId, ...payload });
}
