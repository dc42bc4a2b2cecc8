import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { FORGETTING, type Forgetting } from '@callmesh/service-defaults';
import { Inject } from '@nestjs/common';
import { projectEvent } from '../projections/conversations.projection.js';

/** Of an erased conversation the thread keeps that it was erased, and when. */
@Reactor('insights')
export class ForgetWhenConversationErased {
  constructor(@Inject(FORGETTING) private readonly forgetting: Forgetting) {}

  @On('conversation.erased.v1')
  async forget(event: ReceivedEvent<'conversation.erased.v1'>, { tx }: ReactionContext): Promise<void> {
    await this.forgetting.forget(tx, event.data);
    projectEvent(tx, event);
  }
}
