import type { Tx } from '@callmesh/event-sourcing';
import type { JobHandler, LeasedJob } from '@callmesh/jobs';
import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { SpeechEngine } from '../../adapters/speech/speech-engine.adapter.js';
import { StoreTranscript, type StoredTranscript } from './store-transcript.js';
import { failTranscription, keepHeard, recordStored, type TranscribeCall } from './transcribe-call.js';
import { TranscriptionRecords } from './transcription-records.js';

/** Recordings. Local speech uses all cores for one, so one runs at a time unless configured otherwise. */
@Injectable()
export class TranscribeJob implements JobHandler<TranscribeCall, StoredTranscript> {
  readonly kind = 'transcribe';
  readonly limit: number;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 5;

  constructor(
    private readonly engine: SpeechEngine,
    private readonly transcripts: StoreTranscript,
    private readonly records: TranscriptionRecords,
    @Inject(SERVICE_CONFIG) { env }: ServiceConfig,
  ) {
    this.limit = env.WHISPER_JOBS;
  }

  async run(job: LeasedJob<TranscribeCall>): Promise<StoredTranscript> {
    const { tenantId, conversationId, payload } = job;
    return keepHeard(this.records, this.transcripts, job, await this.engine.transcribe({ tenantId, conversationId, ...payload }, job));
  }

  complete(tx: Tx, job: LeasedJob<TranscribeCall>, stored: StoredTranscript): Promise<void> {
    return recordStored(this.records, tx, job, stored);
  }

  fail(tx: Tx, job: LeasedJob<TranscribeCall>, error: Error): Promise<void> {
    return failTranscription(this.records, tx, job, error);
  }
}
