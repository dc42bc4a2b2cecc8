export { PHONE_RECORDING_SECONDS, phoneRecording } from './phone-recording.js';
export { sampleCalls, type SampleCall } from './samples.js';
export { speechMissing, startSpeech, transcribe, type Heard, type RunningSpeech } from './speech-server.js';
export { readTelephoneWav, writeMuLawWav, type Sound } from './telephone-wav.js';
