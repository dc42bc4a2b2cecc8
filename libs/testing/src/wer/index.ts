export { normaliseTranscript } from './normalise.js';
export { wordErrorRate, type WordErrors } from './word-error-rate.js';
