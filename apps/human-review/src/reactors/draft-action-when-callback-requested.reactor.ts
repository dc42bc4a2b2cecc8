import { asMajor, type ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { DraftActionHandler } from '../commands/draft-action/draft-action.handler.js';
import { callBack } from '../domain/drafts/call-back.draft.js';

@Reactor('human-review')
export class DraftActionWhenCallbackRequested {
  constructor(private readonly drafting: DraftActionHandler) {}

  /**
   * v1 as well, until nobody tells it alone any more: what lies in the topic from before, and what an older build publishes beside this
   * one. The fact is the cause: the draft is the same in whichever major it was heard.
   */
  @On('callback.requested.v2', 'callback.requested.v1')
  async draft(event: ReceivedEvent<'callback.requested.v1' | 'callback.requested.v2'>, { tx }: ReactionContext): Promise<void> {
    const { factId } = event.metadata;
    const proposal = callBack(asMajor('callback.requested.v2', event), { type: 'callback.requested.v1', factId });
    await this.drafting.draft(tx, proposal, { ...event.metadata, id: factId });
  }
}
