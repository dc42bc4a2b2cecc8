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
import { ForgetWhenConversationErased } from './reactors/forget-when-conversation-erased.reactor.js';
import { ProjectConversationWhenAnythingHappens } from './reactors/project-conversation-when-anything-happens.reactor.js';

/** The end of the thread stays: a repeated forgetting must not take it away. */
const notItsErasure = "tenant_id = $1 and conversation_id = $2 and type <> 'conversation.erased.v1'";

export const service = defineService({
  name: 'insights',
  migrations: [InsightsTables1764000002000, InsightsCopies1764100002000, PersonalReads1764400002010],
  controllers: [ConversationsController, ReportsController, ResolvePlaceholderController, GrantClaimController],
  reactors: [ProjectConversationWhenAnythingHappens, ForgetWhenConversationErased],
  inlineProjections: [],
  asyncProjections: [],
  jobs: [],
  readModel,
  forgets: [{ table: 'conversation_events', where: notItsErasure }, { table: 'stage_times' }],
  providers: [ReadAllowance, ResolvePlaceholder, GrantClaim],
});
