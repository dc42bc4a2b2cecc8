export { transcription as service } from './transcription.module.js';
export { hearRecording } from './adapters/speech/hear-recording.js';
export { listenToRecording, type VoicedWord } from './adapters/speech/listen-recording.js';
export { askLanguages } from './adapters/speech/ask-languages.js';
export { supportedLanguages } from './domain/language/languages.js';
export type { TranscriptVersion } from './projections/transcript-versions.js';
