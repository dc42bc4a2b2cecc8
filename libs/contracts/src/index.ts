export * from './generated/events.js';
export { eventSchemas } from './generated/schemas.js';
export * from './flow.js';
export * from './event.js';
export * from './transcript.js';
export * from './ids.js';
