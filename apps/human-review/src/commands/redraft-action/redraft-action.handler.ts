import type { EventMetadata } from '@callmesh/contracts';
import { EVENT_STORE, type EventStore, type Tx } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import { superseding, supersedingId } from '../../domain/drafts/superseding.draft.js';
import { onAction } from '../action-stream.js';
import { DraftActionHandler } from '../draft-action/draft-action.handler.js';

/** Ends an action whose change did not come about, and drafts it again for a person with the reason as its doubt. */
@Injectable()
export class RedraftActionHandler {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly drafting: DraftActionHandler,
  ) {}

  async redraft(tx: Tx, failure: { readonly actionId: string; readonly code: string; readonly reason: string }, cause: EventMetadata): Promise<void> {
    const { actionId, code, reason } = failure;
    const { conversationId, id: causationId, traceparent } = cause;
    const command = { do: 'record-failed', code, reason, supersededBy: supersedingId(actionId) } as const;
    const { state } = await onAction(this.store, tx, actionId, command, { conversationId, causationId, time: new Date().toISOString(), traceparent });
    if (state.situation !== 'failed') return;
    await this.drafting.draft(tx, superseding(state.draft, `${code}: ${reason}`), cause, { supersedes: actionId });
  }
}
