import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { DraftActionHandler } from '../commands/draft-action/draft-action.handler.js';
import { callNote } from '../domain/drafts/call-note.draft.js';

@Reactor('human-review')
export class DraftNoteWhenCallAnalysed {
  constructor(private readonly drafting: DraftActionHandler) {}

  @On('call.analysed.v1')
  async draft({ type, data, metadata }: ReceivedEvent<'call.analysed.v1'>, { tx }: ReactionContext): Promise<void> {
    await this.drafting.draft(tx, callNote(data, { type, factId: metadata.factId }), metadata);
  }
}
