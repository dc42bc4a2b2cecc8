import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { DraftActionHandler } from '../commands/draft-action/draft-action.handler.js';
import { callBack } from '../domain/drafts/call-back.draft.js';

@Reactor('human-review')
export class DraftActionWhenCallbackRequested {
  constructor(private readonly drafting: DraftActionHandler) {}

  @On('callback.requested.v1')
  async draft({ type, data, metadata }: ReceivedEvent<'callback.requested.v1'>, { tx }: ReactionContext): Promise<void> {
    await this.drafting.draft(tx, callBack(data, { type, factId: metadata.factId }), metadata);
  }
}
