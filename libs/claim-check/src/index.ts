export * from './claim-check.port.js';
