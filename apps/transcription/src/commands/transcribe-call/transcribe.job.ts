import type { CallTranscribedV1 } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import type { JobHandler, LeasedJob } from '@callmesh/jobs';
import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { SpeechEngine } from '../../adapters/speech/speech-engine.adapter.js';
import { StoreTranscript } from './store-transcript.js';
import { TranscribeCallWork, type TranscribeCall } from './transcribe-call.js';
import { TranscriptionRecords } from './transcription-records.js';

/** Recordings. Local speech uses all cores for one, so one runs at a time unless configured otherwise. */
@Injectable()
export class TranscribeJob implements JobHandler<TranscribeCall, CallTranscribedV1> {
  readonly kind = 'transcribe';
  readonly limit: number;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 5;
  private readonly work: TranscribeCallWork;

  constructor(engine: SpeechEngine, transcripts: StoreTranscript, records: TranscriptionRecords, @Inject(SERVICE_CONFIG) { env }: ServiceConfig) {
    this.limit = env.WHISPER_JOBS;
    this.work = new TranscribeCallWork(engine, transcripts, records);
  }

  run(job: LeasedJob<TranscribeCall>): Promise<CallTranscribedV1> {
    return this.work.run(job);
  }

  complete(tx: Tx, job: LeasedJob<TranscribeCall>, transcript: CallTranscribedV1): Promise<void> {
    return this.work.complete(tx, job, transcript);
  }

  fail(tx: Tx, job: LeasedJob<TranscribeCall>, error: Error): Promise<void> {
    return this.work.fail(tx, job, error);
  }
}
