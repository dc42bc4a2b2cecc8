import { defineService } from '@callmesh/service-defaults';
import { GrantClaimController } from './commands/grant-claim/grant-claim.controller.js';
import { GrantClaim } from './commands/grant-claim/grant-claim.handler.js';
import { ReadAllowance } from './commands/read-allowance.js';
import { ResolvePlaceholderController } from './commands/resolve-placeholder/resolve-placeholder.controller.js';
import { ResolvePlaceholder } from './commands/resolve-placeholder/resolve-placeholder.handler.js';
import { InsightsTables1764000002000 } from './migrations/insights-tables.js';
import { InsightsCopies1764100002000 } from './migrations/insights-copies.js';
import { PersonalReads1764400002010 } from './migrations/personal-reads.js';
import { ConversationsController } from './projections/conversations.controller.js';
import { readModel } from './projections/conversations.projection.js';
import { ReportsController } from './projections/reports.controller.js';
import { ProjectConversationWhenAnythingHappens } from './reactors/project-conversation-when-anything-happens.reactor.js';

export const service = defineService({
  name: 'insights',
  migrations: [InsightsTables1764000002000, InsightsCopies1764100002000, PersonalReads1764400002010],
  controllers: [ConversationsController, ReportsController, ResolvePlaceholderController, GrantClaimController],
  reactors: [ProjectConversationWhenAnythingHappens],
  inlineProjections: [],
  asyncProjections: [],
  jobs: [],
  readModel,
  providers: [ReadAllowance, ResolvePlaceholder, GrantClaim],
});
