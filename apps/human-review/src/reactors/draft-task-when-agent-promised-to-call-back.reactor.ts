import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { DraftActionHandler } from '../commands/draft-action/draft-action.handler.js';
import { callBack } from '../domain/drafts/call-back.draft.js';

@Reactor('human-review')
export class DraftTaskWhenAgentPromisedToCallBack {
  constructor(private readonly drafting: DraftActionHandler) {}

  /** Other promises ask nothing of a destination; and a call back that the customer asked for covers this one: the handler looks for it. */
  @On('agent.commitment-made.v1')
  async draft({ type, data, metadata }: ReceivedEvent<'agent.commitment-made.v1'>, { tx }: ReactionContext): Promise<void> {
    if (data.action !== 'call-back') return;
    await this.drafting.draft(tx, callBack({ ...data, origin: 'promised' }, { type, factId: metadata.factId }), metadata);
  }
}
