import { deterministicId } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import { JOBS, type JobHandler, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { TranscriptImport } from '../../adapters/imports/transcript-import.adapter.js';
import { StoreTranscript, type StoredTranscript } from './store-transcript.js';
import { failTranscription, keepHeard, recordStored, type TranscribeCall } from './transcribe-call.js';
import { TranscriptionRecords } from './transcription-records.js';

/** Transcripts that came instead of audio; they never wait behind speech. */
@Injectable()
export class ImportTranscriptJob implements JobHandler<TranscribeCall, StoredTranscript> {
  readonly kind = 'import-transcript';
  readonly limit = 4;
  readonly leaseMs = 30_000;
  readonly maxAttempts = 5;

  constructor(
    private readonly engine: TranscriptImport,
    private readonly transcripts: StoreTranscript,
    private readonly records: TranscriptionRecords,
    @Inject(JOBS) private readonly jobs: Jobs,
  ) {}

  async run(job: LeasedJob<TranscribeCall>): Promise<StoredTranscript> {
    const { tenantId, conversationId, payload } = job;
    return keepHeard(this.records, this.transcripts, job, await this.engine.transcribe({ tenantId, conversationId, ...payload }, job));
  }

  /** What came in raw may hold card numbers: once the redacted transcript is committed, a job of its own removes it, however often it has to try. */
  async complete(tx: Tx, job: LeasedJob<TranscribeCall>, stored: StoredTranscript): Promise<void> {
    await recordStored(this.records, tx, job, stored);
    const { conversationId, payload } = job;
    await this.jobs.enqueue(tx, { id: deterministicId('discard', job.id), kind: 'discard-raw-transcript', conversationId, payload: { claim: payload.source } });
  }

  fail(tx: Tx, job: LeasedJob<TranscribeCall>, error: Error): Promise<void> {
    return failTranscription(this.records, tx, job, error);
  }
}
