export * from './decider.js';
export * from './database.port.js';
export * from './event-store.port.js';
export * from './command-handler.js';
export * from './embedded-postgres.js';
