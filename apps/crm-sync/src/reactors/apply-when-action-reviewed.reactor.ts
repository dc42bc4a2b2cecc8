import type { ReceivedEvent } from '@callmesh/contracts';
import { JOBS, type Jobs } from '@callmesh/jobs';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { Inject } from '@nestjs/common';
import { saveApplication } from '../adapters/applications.js';
import type { ApplyJob } from '../jobs/apply-action.job.js';

const APPLIED = new Set(['approved', 'amended']);

@Reactor('crm-sync')
export class ApplyWhenActionReviewed {
  constructor(@Inject(JOBS) private readonly jobs: Jobs) {}

  @On('action.reviewed.v1')
  async apply(event: ReceivedEvent<'action.reviewed.v1'>, { tx }: ReactionContext): Promise<void> {
    const { actionId, conversationId, decision } = event.data;
    if (!APPLIED.has(decision)) return;
    await saveApplication(tx, event);
    const payload: ApplyJob = { actionId };
    await this.jobs.enqueue(tx, { id: `apply-${actionId}`, kind: 'apply', conversationId, payload });
  }
}
