import type { Provider } from '@nestjs/common';
import type { ServiceDefinition } from '../service.js';
import type { ServiceResources } from '../runtime/service-resources.js';
import { ForgetConversationJob } from './forget-conversation.job.js';
import { FORGETS_OUTSIDE, type ForgetsOutside } from './forgets.port.js';
import { Forgetting, FORGETTING } from './forgetting.js';

/** What lets a service forget a conversation, by what its definition says that it keeps. */
export function forgettingProviders({ forgets = [] }: ServiceDefinition, { db, jobs, claims }: ServiceResources): Provider[] {
  const outside = { token: FORGETS_OUTSIDE, optional: true };
  return [
    { provide: FORGETTING, inject: [outside], useFactory: (other?: ForgetsOutside) => new Forgetting(forgets, jobs, claims.erasure, other) },
    { provide: ForgetConversationJob, inject: [FORGETTING, outside], useFactory: (forgetting: Forgetting, other?: ForgetsOutside) => new ForgetConversationJob(db, forgetting, other) },
  ];
}
