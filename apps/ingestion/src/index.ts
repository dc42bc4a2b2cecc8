export { ingestion as service } from './ingestion.module.js';
export { CaptureCall } from './commands/capture-call/capture-call.handler.js';
export { captureFile } from './commands/capture-call/capture-file.js';
export type { CaptureAnswer, CaptureInput } from './commands/capture-call/submission.js';
export { decodeRecording } from './adapters/audio/decode-recording.js';
