import { defineService } from '@callmesh/service-defaults';
import { TranscriptImport } from './adapters/imports/transcript-import.adapter.js';
import { SpeechEngine } from './adapters/speech/speech-engine.adapter.js';
import { DiscardRawTranscriptJob } from './commands/discard-raw-transcript/discard-raw-transcript.job.js';
import { ImportTranscriptJob } from './commands/transcribe-call/import-transcript.job.js';
import { StoreTranscript } from './commands/transcribe-call/store-transcript.js';
import { TranscribeJob } from './commands/transcribe-call/transcribe.job.js';
import { TranscriptionRecords } from './commands/transcribe-call/transcription-records.js';
import { TranscriptController } from './projections/transcript.controller.js';
import { TranscriptionJobsController } from './projections/transcription-jobs.controller.js';
import { TranscribeWhenCallRecorded } from './reactors/transcribe-when-call-recorded.reactor.js';

/** Recordings and imported transcripts become redacted transcripts. */
export const transcription = defineService({
  name: 'transcription',
  outside: ({ WHISPER_URL: url }) => [{ name: 'speech', url }],
  migrations: [],
  controllers: [TranscriptController, TranscriptionJobsController],
  reactors: [TranscribeWhenCallRecorded],
  inlineProjections: [],
  asyncProjections: [],
  jobs: [TranscribeJob, ImportTranscriptJob, DiscardRawTranscriptJob],
  providers: [SpeechEngine, TranscriptImport, StoreTranscript, TranscriptionRecords],
});
