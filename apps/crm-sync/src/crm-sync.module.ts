import { defineService, FORGETS_OUTSIDE } from '@callmesh/service-defaults';
import { hubSpotProvider } from './adapters/hubspot/hubspot.provider.js';
import { TestDestinationController } from './commands/test-destination/test-destination.controller.js';
import { ApplyActionJob } from './jobs/apply-action.job.js';
import { ForgetAtDestination } from './jobs/forget-at-destination.js';
import { NameContactJob } from './jobs/name-contact.job.js';
import { CrmSyncTables1764000001100 } from './migrations/crm-sync-tables.js';
import { ApplicationController } from './projections/application.controller.js';
import { ApplyWhenActionReviewed } from './reactors/apply-when-action-reviewed.reactor.js';
import { ForgetWhenConversationErased } from './reactors/forget-when-conversation-erased.reactor.js';
import { NameContactWhenCallRecorded } from './reactors/name-contact-when-call-recorded.reactor.js';

export const service = defineService({
  name: 'crm-sync',
  outside: ({ CRM_HUBSPOT_URL: url }) => [{ name: 'crm', url }],
  migrations: [CrmSyncTables1764000001100],
  controllers: [ApplicationController, TestDestinationController],
  reactors: [NameContactWhenCallRecorded, ApplyWhenActionReviewed, ForgetWhenConversationErased],
  inlineProjections: [],
  asyncProjections: [],
  jobs: [ApplyActionJob, NameContactJob],
  forgets: [{ table: 'applications' }, { table: 'effects' }],
  providers: [hubSpotProvider, { provide: FORGETS_OUTSIDE, useClass: ForgetAtDestination }],
});
