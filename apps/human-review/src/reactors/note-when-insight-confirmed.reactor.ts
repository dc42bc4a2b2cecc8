import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { noteConfirmed } from '../commands/reconcile-fact/later-facts.js';

@Reactor('human-review')
export class NoteWhenInsightConfirmed {
  @On('insight.confirmed.v1')
  async note({ data }: ReceivedEvent<'insight.confirmed.v1'>, { tx }: ReactionContext): Promise<void> {
    await noteConfirmed(tx, data);
  }
}
