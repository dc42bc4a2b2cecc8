export * from './redaction.port.js';
