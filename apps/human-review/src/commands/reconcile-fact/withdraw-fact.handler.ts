import type { ReceivedEvent } from '@callmesh/contracts';
import { EVENT_STORE, type EventStore, type Tx } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import { onAction } from '../action-stream.js';
import { DraftActionHandler } from '../draft-action/draft-action.handler.js';
import { inWords, noteWithdrawn } from './later-facts.js';
import { draftUndo } from './undo-applied.js';

/** Reconciles what was drafted from a fact that a later analysis took back: what waits is ended, what was applied is brought before a person. */
@Injectable()
export class WithdrawFactHandler {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly drafting: DraftActionHandler,
  ) {}

  async withdraw(tx: Tx, { data, metadata }: ReceivedEvent<'insight.withdrawn.v1'>): Promise<void> {
    const { conversationId, factId, reason, replacedBy } = data;
    const { id: eventId, traceparent } = metadata;
    await noteWithdrawn(tx, data, eventId);
    // Whoever records an outcome at this moment writes these rows: one of the two sees what the other did. Read again, for rows that came meanwhile.
    await tx.query('select 1 from queue_items where conversation_id = $1 and fact_id = $2 for update', [conversationId, factId]);
    const { rows } = await tx.query<{ actionId: string; state: string }>('select action_id as "actionId", state from queue_items where conversation_id = $1 and fact_id = $2 order by drafted_at, action_id', [conversationId, factId]);
    const withdrawal = { factId, eventId, reason, replacedBy };
    for (const { actionId, state } of rows) {
      if (state === 'drafted') await onAction(this.store, tx, actionId, { do: 'end', by: 'policy:withdrawn', reason: inWords(withdrawal) }, { conversationId, causationId: eventId, time: new Date().toISOString(), traceparent });
      // What is on its way to the destination is followed up when its outcome comes.
      if (state === 'applied') await draftUndo(tx, this.store, this.drafting, actionId, withdrawal, metadata);
    }
  }
}
