import { DomainError, type Tx } from '@callmesh/event-sourcing';
import type { ActionReviewedV1, ReceivedEvent } from '@callmesh/contracts';
import { effectKey } from '../domain/effect.js';

/** A reviewed action and the event that brought it. */
export interface Application {
  readonly action: ActionReviewedV1;
  readonly causeId: string;
  readonly traceparent: string | null;
}

export async function saveApplication(tx: Tx, { data, metadata }: ReceivedEvent<'action.reviewed.v1'>): Promise<void> {
  await tx.query(
    `insert into applications (tenant_id, action_id, conversation_id, effect_key, reviewed, cause_id, traceparent) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [tx.tenantId, data.actionId, data.conversationId, effectKey(data.factId, data.kind), JSON.stringify(data), metadata.id, metadata.traceparent],
  );
}

async function findApplication(tx: Tx, actionId: string): Promise<Application | undefined> {
  const { rows } = await tx.query<{ reviewed: ActionReviewedV1; cause_id: string; traceparent: string | null }>('select reviewed, cause_id, traceparent from applications where action_id = $1', [actionId]);
  return rows[0] && { action: rows[0].reviewed, causeId: rows[0].cause_id, traceparent: rows[0].traceparent };
}

export async function applicationOf(tx: Tx, actionId: string): Promise<Application> {
  const found = await findApplication(tx, actionId);
  if (!found) throw new DomainError('APPLICATION.NOT_FOUND', `nothing is known of applying action ${actionId}: it is not approved, or its event has not arrived`);
  return found;
}
