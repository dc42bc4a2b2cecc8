export { service } from './insights.module.js';
export type * from './domain/conversation-thread.js';
export type { ConversationLine } from './projections/conversations.query.js';
export type { IntentReport } from './projections/intents.query.js';
export type { StageReport } from './projections/stages.query.js';
