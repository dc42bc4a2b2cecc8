import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { DraftActionHandler } from '../commands/draft-action/draft-action.handler.js';
import { escalationCase } from '../domain/drafts/escalation-case.draft.js';

@Reactor('human-review')
export class DraftCaseWhenEscalationRiskRaisedWithoutComplaint {
  constructor(private readonly drafting: DraftActionHandler) {}

  /** The case of a complaint covers it: the handler looks for one. */
  @On('escalation.risk-raised.v1')
  async draft({ type, data, metadata }: ReceivedEvent<'escalation.risk-raised.v1'>, { tx }: ReactionContext): Promise<void> {
    await this.drafting.draft(tx, escalationCase(data, { type, factId: metadata.factId }), metadata);
  }
}
