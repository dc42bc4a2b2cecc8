export * from './redaction.port.js';
export { NEVER_KEPT } from './finding.js';
export { redact } from './redact.js';
