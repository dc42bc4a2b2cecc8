import type { ReceivedEvent } from '@callmesh/contracts';
import { EVENT_STORE, type EventStore, type Tx } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import { onAction } from '../action-stream.js';

/** Ends an action with what the destination now holds, and keeps the fields before and after for reviewers. */
@Injectable()
export class RecordAppliedHandler {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async record(tx: Tx, { data, metadata }: ReceivedEvent<'crm.record-updated.v1'>): Promise<void> {
    const { actionId, destination, object, objectId, operation, changes } = data;
    const { conversationId, id: causationId, traceparent } = metadata;
    const command = { do: 'record-applied', destination, object, objectId } as const;
    await onAction(this.store, tx, actionId, command, { conversationId, causationId, time: new Date().toISOString(), traceparent });
    await tx.query(
      `insert into applied_changes (tenant_id, action_id, destination, object, object_id, operation, changes)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [tx.tenantId, actionId, destination, object, objectId, operation, JSON.stringify(changes)],
    );
  }
}
