import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { DraftActionHandler } from '../commands/draft-action/draft-action.handler.js';
import { disputeHold } from '../domain/drafts/dispute-hold.draft.js';

@Reactor('human-review')
export class DraftActionWhenDisputeRaised {
  constructor(private readonly drafting: DraftActionHandler) {}

  @On('customer.dispute-raised.v1')
  async draft({ type, data, metadata }: ReceivedEvent<'customer.dispute-raised.v1'>, { tx }: ReactionContext): Promise<void> {
    await this.drafting.draft(tx, disputeHold(data, { type, factId: metadata.factId }), metadata);
  }
}
