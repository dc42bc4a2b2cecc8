import { DATABASE, EVENT_STORE, handleCommand, type Database, type EventStore, type Tx } from '@callmesh/event-sourcing';
import { deterministicId, type CallTranscriptionFailedV1 } from '@callmesh/contracts';
import { JOBS, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { transcriptionDecider, type Again, type TranscriptionCommand, type TranscriptionEvent, type TranscriptionState } from '../../domain/transcription.decider.js';
import { REDACT_AUDIO, type RedactAudio } from '../redact-audio/redact-audio.work.js';
import type { StoredTranscript } from './store-transcript.js';

/** Stream of a call's transcription. */
export const streamOf = (conversationId: string): string => `transcription-${conversationId}`;

/** The copy takes a core for a while, and nobody hears it before the call has gone its way. */
const AFTER_THE_CALL_MS = 3_000;

/** What led to an event. */
export interface Cause {
  readonly conversationId: string;
  /** `ce_id` of the event that the job answers. */
  readonly causationId: string;
  readonly traceparent: string | null;
}

/** The transcription streams of this service. */
@Injectable()
export class TranscriptionRecords {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(JOBS) private readonly jobs: Jobs,
  ) {}

  async stateOf(tenantId: string, conversationId: string): Promise<TranscriptionState> {
    return this.db.transaction(tenantId, async (tx) => {
      const history = await this.store.load(tx, streamOf(conversationId));
      return history.reduce<TranscriptionState>((state, event) => transcriptionDecider.evolve(state, event as unknown as TranscriptionEvent), transcriptionDecider.initial);
    });
  }

  /** @throws DomainError TRANSCRIPT.VERSION_TAKEN */
  async recordTranscript(tx: Tx, { original, transcript, flags }: StoredTranscript, again: Again | null, cause: Cause): Promise<void> {
    await this.record(tx, { type: 'record-transcript', transcript, before: original === null ? 0 : 1, again, flags }, cause);
    if (original === null) return;
    const reason = again?.reason ?? 'recorded';
    const source = again?.source ?? (original.engine === 'import' ? 'import' : 'raw-audio');
    await tx.query('insert into transcript_originals (tenant_id, conversation_id, version, transcript, reason, source) values ($1, $2, $3, $4, $5, $6)', [
      ...[tx.tenantId, cause.conversationId, original.transcriptVersion, JSON.stringify(original), reason, source],
    ]);
  }

  /**
   * Has what was redacted silenced in a copy of the recording, too.
   * @param recording `claim://…` of the raw recording that was heard, itself or in a copy.
   */
  async askForCopy(tx: Tx, { id, conversationId }: Pick<LeasedJob, 'id' | 'conversationId'>, recording: string, { original, transcript }: StoredTranscript): Promise<void> {
    const versions = [...(original ? [original.transcriptVersion] : []), transcript.transcriptVersion];
    const work: RedactAudio = { recording, versions };
    const runAt = new Date(Date.now() + AFTER_THE_CALL_MS).toISOString();
    await this.jobs.enqueue(tx, { id: deterministicId(REDACT_AUDIO, id), kind: REDACT_AUDIO, conversationId, payload: work, runAt });
  }

  async recordFailure(tx: Tx, failure: CallTranscriptionFailedV1, cause: Cause): Promise<void> {
    await this.record(tx, { type: 'record-failure', failure }, cause);
  }

  private async record(tx: Tx, command: TranscriptionCommand, { conversationId, causationId, traceparent }: Cause): Promise<void> {
    const time = new Date().toISOString();
    await handleCommand(this.store, transcriptionDecider, tx, streamOf(conversationId), command, { conversationId, causationId, traceparent, time });
  }
}
