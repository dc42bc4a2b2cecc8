import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { noteLaterTranscript } from '../commands/draft-action/flagged-transcripts.js';

@Reactor('human-review')
export class NoteWhenCallRetranscribed {
  @On('call.retranscribed.v1')
  async note({ data, metadata }: ReceivedEvent<'call.retranscribed.v1'>, { tx }: ReactionContext): Promise<void> {
    await noteLaterTranscript(tx, data, metadata.id);
  }
}
