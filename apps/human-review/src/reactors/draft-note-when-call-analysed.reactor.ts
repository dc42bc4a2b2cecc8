import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { DraftNoteHandler } from '../commands/draft-note/draft-note.handler.js';

@Reactor('human-review')
export class DraftNoteWhenCallAnalysed {
  constructor(private readonly noting: DraftNoteHandler) {}

  @On('call.analysed.v1')
  async draft(event: ReceivedEvent<'call.analysed.v1'>, { tx }: ReactionContext): Promise<void> {
    await this.noting.draft(tx, event);
  }
}
