export { transcription as service } from './transcription.module.js';
export { hearRecording } from './adapters/speech/hear-recording.js';
