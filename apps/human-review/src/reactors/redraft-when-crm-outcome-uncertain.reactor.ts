import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { RedraftActionHandler } from '../commands/redraft-action/redraft-action.handler.js';

@Reactor('human-review')
export class RedraftWhenCrmOutcomeUncertain {
  constructor(private readonly redrafting: RedraftActionHandler) {}

  @On('crm.outcome-uncertain.v1')
  async redraft({ data, metadata }: ReceivedEvent<'crm.outcome-uncertain.v1'>, { tx }: ReactionContext): Promise<void> {
    await this.redrafting.redraft(tx, data, metadata);
  }
}
