export { transcription as service } from './transcription.module.js';
