import { deterministicId, type CallTranscribedV1 } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import { JOBS, type JobHandler, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { TranscriptImport } from '../../adapters/imports/transcript-import.adapter.js';
import { StoreTranscript } from './store-transcript.js';
import { TranscribeCallWork, type TranscribeCall } from './transcribe-call.js';
import { TranscriptionRecords } from './transcription-records.js';

/** Transcripts that came instead of audio; they never wait behind speech. */
@Injectable()
export class ImportTranscriptJob implements JobHandler<TranscribeCall, CallTranscribedV1> {
  readonly kind = 'import-transcript';
  readonly limit = 4;
  readonly leaseMs = 30_000;
  readonly maxAttempts = 5;
  private readonly work: TranscribeCallWork;

  constructor(
    engine: TranscriptImport,
    transcripts: StoreTranscript,
    records: TranscriptionRecords,
    @Inject(JOBS) private readonly jobs: Jobs,
  ) {
    this.work = new TranscribeCallWork(engine, transcripts, records);
  }

  run(job: LeasedJob<TranscribeCall>): Promise<CallTranscribedV1> {
    return this.work.run(job);
  }

  /** What came in raw may hold card numbers: once the redacted transcript is committed, a job of its own removes it, however often it has to try. */
  async complete(tx: Tx, job: LeasedJob<TranscribeCall>, transcript: CallTranscribedV1): Promise<void> {
    await this.work.complete(tx, job, transcript);
    const { conversationId, payload } = job;
    await this.jobs.enqueue(tx, { id: deterministicId('discard', job.id), kind: 'discard-raw-transcript', conversationId, payload: { claim: payload.source } });
  }

  fail(tx: Tx, job: LeasedJob<TranscribeCall>, error: Error): Promise<void> {
    return this.work.fail(tx, job, error);
  }
}
