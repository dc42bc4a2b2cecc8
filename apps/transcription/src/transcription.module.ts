import { defineService } from '@callmesh/service-defaults';
import { TranscriptImport } from './adapters/imports/transcript-import.adapter.js';
import { SpeechEngine } from './adapters/speech/speech-engine.adapter.js';
import { DiscardRawTranscriptJob } from './commands/discard-raw-transcript/discard-raw-transcript.job.js';
import { ImportTranscriptJob } from './commands/transcribe-call/import-transcript.job.js';
import { StoreTranscript } from './commands/transcribe-call/store-transcript.js';
import { TranscribeJob } from './commands/transcribe-call/transcribe.job.js';
import { TranscriptionRecords } from './commands/transcribe-call/transcription-records.js';
import { SplitRecordingJob } from './commands/transcribe-long-call/split-recording.job.js';
import { StitchPartsJob } from './commands/transcribe-long-call/stitch-parts.job.js';
import { TranscribePartJob } from './commands/transcribe-long-call/transcribe-part.job.js';
import { CallParts1764200001020 } from './migrations/call-parts.js';
import { TranscriptOriginals1764200001000 } from './migrations/transcript-originals.js';
import { ReadTranscript } from './projections/read-transcript.js';
import { TranscriptController } from './projections/transcript.controller.js';
import { TranscriptVersions } from './projections/transcript-versions.js';
import { TranscriptionJobsController } from './projections/transcription-jobs.controller.js';
import { TranscribeWhenCallRecorded } from './reactors/transcribe-when-call-recorded.reactor.js';

/** Recordings and imported transcripts become redacted transcripts. */
export const transcription = defineService({
  name: 'transcription',
  outside: ({ WHISPER_URL: url }) => [{ name: 'speech', url }],
  migrations: [TranscriptOriginals1764200001000, CallParts1764200001020],
  controllers: [TranscriptController, TranscriptionJobsController],
  reactors: [TranscribeWhenCallRecorded],
  inlineProjections: [],
  asyncProjections: [],
  jobs: [TranscribeJob, SplitRecordingJob, TranscribePartJob, StitchPartsJob, ImportTranscriptJob, DiscardRawTranscriptJob],
  providers: [SpeechEngine, TranscriptImport, StoreTranscript, TranscriptionRecords, TranscriptVersions, ReadTranscript],
});
