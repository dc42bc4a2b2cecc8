import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { DraftActionHandler } from '../commands/draft-action/draft-action.handler.js';
import { ownCase } from '../domain/drafts/own-case.draft.js';

@Reactor('human-review')
export class DraftCaseWhenOwnKindIdentified {
  constructor(private readonly drafting: DraftActionHandler) {}

  @On('insight.custom-identified.v1')
  async draft({ type, data, metadata }: ReceivedEvent<'insight.custom-identified.v1'>, { tx }: ReactionContext): Promise<void> {
    await this.drafting.draft(tx, ownCase(data, { type, factId: metadata.factId }), metadata);
  }
}
