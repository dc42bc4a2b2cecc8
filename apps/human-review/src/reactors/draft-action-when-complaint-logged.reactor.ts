import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { DraftActionHandler } from '../commands/draft-action/draft-action.handler.js';
import { openCase } from '../domain/drafts/open-case.draft.js';

@Reactor('human-review')
export class DraftActionWhenComplaintLogged {
  constructor(private readonly drafting: DraftActionHandler) {}

  @On('customer.complaint-logged.v1')
  async draft({ type, data, metadata }: ReceivedEvent<'customer.complaint-logged.v1'>, { tx }: ReactionContext): Promise<void> {
    await this.drafting.draft(tx, openCase(data, { type, factId: metadata.factId }), metadata);
  }
}
