import { defineService } from '@callmesh/service-defaults';
import { TranscriptImport } from './adapters/imports/transcript-import.adapter.js';
import { Presidio } from './adapters/presidio/presidio.adapter.js';
import { SpeechEngine } from './adapters/speech/speech-engine.adapter.js';
import { DestroyRawAudioJob } from './commands/destroy-raw-audio/destroy-raw-audio.job.js';
import { DiscardRawTranscriptJob } from './commands/discard-raw-transcript/discard-raw-transcript.job.js';
import { ImportTranscriptJob } from './commands/transcribe-call/import-transcript.job.js';
import { RedactAudioController } from './commands/redact-audio/redact-audio.controller.js';
import { AudioPolicyController } from './commands/redact-audio/audio-policy.controller.js';
import { RedactAudioJob } from './commands/redact-audio/redact-audio.job.js';
import { BeginRetranscriptionJob } from './commands/retranscribe/begin-retranscription.job.js';
import { CleanUpTranscript } from './commands/retranscribe/clean-up-transcript.js';
import { RetranscribeJob } from './commands/retranscribe/retranscribe.job.js';
import { RetranscriptionsController } from './commands/retranscribe/retranscriptions.controller.js';
import { RedactionPolicies } from './commands/set-redaction-policy/redaction-policies.js';
import { RedactionPolicyController } from './commands/set-redaction-policy/redaction-policy.controller.js';
import { KnownOfCall } from './commands/transcribe-call/known-of-call.js';
import { StoreTranscript } from './commands/transcribe-call/store-transcript.js';
import { TranscribeJob } from './commands/transcribe-call/transcribe.job.js';
import { TranscriptionRecords } from './commands/transcribe-call/transcription-records.js';
import { SplitRecordingJob } from './commands/transcribe-long-call/split-recording.job.js';
import { StitchPartsJob } from './commands/transcribe-long-call/stitch-parts.job.js';
import { TranscribePartJob } from './commands/transcribe-long-call/transcribe-part.job.js';
import { CallParts1764200001020 } from './migrations/call-parts.js';
import { ForgetConversations1764400001050 } from './migrations/forget-conversations.js';
import { AudioPolicies1764400001060 } from './migrations/audio-policies.js';
import { Recordings1764200001050 } from './migrations/recordings.js';
import { RedactionPolicies1764400001070 } from './migrations/redaction-policies.js';
import { RedactedAudio1764200001040 } from './migrations/redacted-audio.js';
import { Retranscriptions1764200001030 } from './migrations/retranscriptions.js';
import { TranscriptOriginals1764200001000 } from './migrations/transcript-originals.js';
import { AudioController } from './projections/audio.controller.js';
import { LanguagesController } from './projections/languages.controller.js';
import { ReadTranscript } from './projections/read-transcript.js';
import { SegmentsController } from './projections/segments.controller.js';
import { TranscriptController } from './projections/transcript.controller.js';
import { TranscriptVersions } from './projections/transcript-versions.js';
import { TranscriptionJobsController } from './projections/transcription-jobs.controller.js';
import { ForgetWhenConversationErased } from './reactors/forget-when-conversation-erased.reactor.js';
import { TranscribeWhenCallRecorded } from './reactors/transcribe-when-call-recorded.reactor.js';

/** Recordings and imported transcripts become redacted transcripts. */
export const transcription = defineService({
  name: 'transcription',
  outside: ({ WHISPER_URL: url }) => [{ name: 'speech', url }],
  migrations: [TranscriptOriginals1764200001000, CallParts1764200001020, Retranscriptions1764200001030, RedactedAudio1764200001040, Recordings1764200001050, ForgetConversations1764400001050, AudioPolicies1764400001060, RedactionPolicies1764400001070],
  controllers: [LanguagesController, TranscriptController, SegmentsController, TranscriptionJobsController, RetranscriptionsController, RedactAudioController, AudioPolicyController, AudioController, RedactionPolicyController],
  reactors: [TranscribeWhenCallRecorded, ForgetWhenConversationErased],
  inlineProjections: [],
  asyncProjections: [],
  jobs: [TranscribeJob, SplitRecordingJob, TranscribePartJob, StitchPartsJob, ImportTranscriptJob, DiscardRawTranscriptJob, BeginRetranscriptionJob, RetranscribeJob, RedactAudioJob, DestroyRawAudioJob],
  forgets: [{ table: 'transcript_originals' }, { table: 'call_parts' }, { table: 'redacted_audio' }, { table: 'recordings' }, { table: 'retranscription_calls' }],
  providers: [SpeechEngine, TranscriptImport, Presidio, RedactionPolicies, KnownOfCall, StoreTranscript, CleanUpTranscript, TranscriptionRecords, TranscriptVersions, ReadTranscript],
});
