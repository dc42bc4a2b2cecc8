import type { AnyDomainEvent } from '@callmesh/contracts';
import type { InlineProjection, StoredEvent, Tx } from '@callmesh/event-sourcing';
import { Injectable } from '@nestjs/common';

/** Every action as reviewers see it; commits with the events, so that a decided item is gone from the queue at once. */
@Injectable()
export class QueueProjection implements InlineProjection {
  readonly name = 'queue';
  readonly tables = ['queue_items'];
  readonly handles = ['action.drafted.v1', 'action.reviewed.v1', 'action.applied.v1', 'action.application-failed.v1'] as const satisfies AnyDomainEvent['type'][];

  async apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
    // Sent one behind the other: they are one round trip.
    await Promise.all(events.map((event) => project(tx, event)));
  }
}

async function project(tx: Tx, event: StoredEvent): Promise<void> {
  const { id, time } = event.metadata;
  const set = (assignments: string, actionId: string, ...values: unknown[]): Promise<unknown> =>
    tx.query(`update queue_items set version = $2, last_event_id = $3, ${assignments} where action_id = $1`, [actionId, event.version, id, ...values]);
  switch (event.type) {
    case 'action.drafted.v1':
      await insert(tx, event);
      return;
    case 'action.reviewed.v1': {
      const { actionId, decision, decidedBy, reason, target, dueAt } = event.data;
      await set(
        `state = 'reviewed', decision = $4, decided_by = $5, reason = $6, target = $7, due_at = $8, decided_at = $9`,
        ...[actionId, decision, decidedBy, reason, JSON.stringify(target), dueAt === null ? null : new Date(dueAt), time] as const,
      );
      return;
    }
    case 'action.applied.v1':
      await set(`state = 'applied'`, event.data.actionId);
      return;
    case 'action.application-failed.v1':
      await set(`state = 'application-failed', failure_code = $4, superseded_by = $5`, event.data.actionId, event.data.code, event.data.supersededBy);
      return;
    default:
  }
}

async function insert(tx: Tx, event: Extract<StoredEvent, { type: 'action.drafted.v1' }>): Promise<void> {
  const { data, metadata, version } = event;
  await tx.query(
    `insert into queue_items (tenant_id, action_id, conversation_id, kind, state, version, summary, doubt, confidence, threshold, target, evidence,
                              due_at, call_started_at, source_type, fact_id, drafted_at, last_event_id, supersedes, reverts)
     values ($1, $2, $3, $4, 'drafted', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      ...[tx.tenantId, data.actionId, data.conversationId, data.kind, version, data.summary, data.doubt, data.confidence, data.threshold],
      ...[JSON.stringify(data.target), JSON.stringify(data.evidence), data.dueAt === null ? null : new Date(data.dueAt), new Date(data.callStartedAt)],
      ...[data.sourceType, data.factId, metadata.time, metadata.id, data.supersedes, data.reverts],
    ],
  );
}
