import type { ReceivedEvent } from '@callmesh/contracts';
import { EVENT_STORE, type EventStore, type Tx } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import { onAction } from '../action-stream.js';
import { DraftActionHandler } from '../draft-action/draft-action.handler.js';
import { withdrawalOf } from '../reconcile-fact/later-facts.js';
import { draftUndo } from '../reconcile-fact/undo-applied.js';

/** Ends an action with what the destination now holds, and keeps the fields before and after for reviewers. */
@Injectable()
export class RecordAppliedHandler {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly drafting: DraftActionHandler,
  ) {}

  async record(tx: Tx, { data, metadata }: ReceivedEvent<'crm.record-updated.v1'>): Promise<void> {
    const { actionId, factId, destination, object, objectId, operation, changes } = data;
    const { conversationId, id: causationId, traceparent } = metadata;
    const command = { do: 'record-applied', destination, object, objectId } as const;
    const { events } = await onAction(this.store, tx, actionId, command, { conversationId, causationId, time: new Date().toISOString(), traceparent });
    // Asked after the queue's row was written, so that a withdrawal at the same moment is seen here or sees it there.
    const [withdrawal] = await Promise.all([
      withdrawalOf(tx, factId),
      tx.query(
        `insert into applied_changes (tenant_id, action_id, destination, object, object_id, operation, changes)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
        [tx.tenantId, actionId, destination, object, objectId, operation, JSON.stringify(changes)],
      ),
    ]);
    if (withdrawal && events.length > 0) await draftUndo(tx, this.store, this.drafting, actionId, withdrawal, metadata);
  }
}
