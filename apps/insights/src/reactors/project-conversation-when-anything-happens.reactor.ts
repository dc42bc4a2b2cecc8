import { heardBy, type EventType, type ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { projectEvent } from '../projections/conversations.projection.js';

/** Insights hears all, and of an erasure does more than note it: the flow's list is the registration, so a new event type is on the thread from its first day. */
const everything = heardBy('insights').filter((type) => type !== 'conversation.erased.v1') as [EventType, ...EventType[]];

@Reactor('insights')
export class ProjectConversationWhenAnythingHappens {
  @On(...everything)
  project(event: ReceivedEvent, { tx }: ReactionContext): Promise<void> {
    projectEvent(tx, event);
    return Promise.resolve();
  }
}
