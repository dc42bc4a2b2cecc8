import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { DraftActionHandler } from '../commands/draft-action/draft-action.handler.js';
import { cancelOrder } from '../domain/drafts/cancel-order.draft.js';

@Reactor('human-review')
export class DraftActionWhenCancellationRequested {
  constructor(private readonly drafting: DraftActionHandler) {}

  @On('order.cancellation-requested.v1')
  async draft({ type, data, metadata }: ReceivedEvent<'order.cancellation-requested.v1'>, { tx }: ReactionContext): Promise<void> {
    await this.drafting.draft(tx, cancelOrder(data, { type, factId: metadata.factId }), metadata);
  }
}
