import { defineService } from '@callmesh/service-defaults';
import { InsightsTables1764000002000 } from './migrations/insights-tables.js';
import { InsightsCopies1764100002000 } from './migrations/insights-copies.js';
import { ConversationsController } from './projections/conversations.controller.js';
import { readModel } from './projections/conversations.projection.js';
import { ReportsController } from './projections/reports.controller.js';
import { ProjectConversationWhenAnythingHappens } from './reactors/project-conversation-when-anything-happens.reactor.js';

export const service = defineService({
  name: 'insights',
  migrations: [InsightsTables1764000002000, InsightsCopies1764100002000],
  controllers: [ConversationsController, ReportsController],
  reactors: [ProjectConversationWhenAnythingHappens],
  inlineProjections: [],
  asyncProjections: [],
  jobs: [],
  readModel,
  providers: [],
});
