import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { DraftActionHandler } from '../commands/draft-action/draft-action.handler.js';
import { refundCase } from '../domain/drafts/refund-case.draft.js';

@Reactor('human-review')
export class DraftRefundCaseWhenRefundRequested {
  constructor(private readonly drafting: DraftActionHandler) {}

  @On('refund.requested.v1')
  async draft({ type, data, metadata }: ReceivedEvent<'refund.requested.v1'>, { tx }: ReactionContext): Promise<void> {
    await this.drafting.draft(tx, refundCase(data, { type, factId: metadata.factId }), metadata);
  }
}
