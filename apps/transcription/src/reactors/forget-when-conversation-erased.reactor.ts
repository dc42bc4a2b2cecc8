import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { FORGETTING, type Forgetting } from '@callmesh/service-defaults';
import { Inject } from '@nestjs/common';

@Reactor('transcription')
export class ForgetWhenConversationErased {
  constructor(@Inject(FORGETTING) private readonly forgetting: Forgetting) {}

  @On('conversation.erased.v1')
  forget({ data }: ReceivedEvent<'conversation.erased.v1'>, { tx }: ReactionContext): Promise<void> {
    return this.forgetting.forget(tx, data);
  }
}
