import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { DraftActionHandler } from '../commands/draft-action/draft-action.handler.js';
import { noteFlagged } from '../commands/draft-action/flagged-transcripts.js';
import { flaggedTranscript } from '../domain/drafts/flagged-transcript.draft.js';

@Reactor('human-review')
export class ReviewWhenTranscriptFlagged {
  constructor(private readonly drafting: DraftActionHandler) {}

  @On('transcript.flagged.v1')
  async draft({ type, data, metadata }: ReceivedEvent<'transcript.flagged.v1'>, { tx }: ReactionContext): Promise<void> {
    await this.drafting.draft(tx, flaggedTranscript(data, { type, factId: metadata.factId }), metadata);
    await noteFlagged(tx, data);
  }
}
