import type { ReceivedEvent } from '@callmesh/contracts';
import { JOBS, type Jobs } from '@callmesh/jobs';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject } from '@nestjs/common';
import { NAME_CONTACT, type NameContact } from '../jobs/name-contact.job.js';

/** Where the CRM is to be asked, it is asked who called as soon as the call is there: the transcript is redacted with the answer. */
@Reactor('crm-sync')
export class NameContactWhenCallRecorded {
  constructor(
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  @On('call.recorded.v1')
  async name({ data }: ReceivedEvent<'call.recorded.v1'>, { tx }: ReactionContext): Promise<void> {
    const { conversationId, call, audioVersion } = data;
    if (this.config.env.CALLMESH_CRM_CONTACT === 'off' || call.customer === null) return;
    const payload: NameContact = { reference: call.customer.reference };
    await this.jobs.enqueue(tx, { id: `${NAME_CONTACT}-${conversationId}-${audioVersion}`, kind: NAME_CONTACT, conversationId, payload });
  }
}
