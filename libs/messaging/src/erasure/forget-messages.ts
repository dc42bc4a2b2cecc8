import type { Database, Tx } from '@callmesh/event-sourcing';
import { NO_TENANT } from '../consumer/delivery.js';

/** From the commit on, no event of the conversation has an effect in this service, however late it comes. */
export async function markErased(tx: Tx, conversationId: string): Promise<void> {
  await tx.query('insert into erased_conversations (tenant_id, conversation_id) values ($1, $2) on conflict do nothing', [tx.tenantId, conversationId]);
}

/**
 * Deletes the parked messages of a conversation and frees its key. A re-drive that works on it comes first.
 * @returns how many messages went.
 */
export function purgeParked(tx: Tx, conversationId: string): Promise<number> {
  return purge((sql, values) => tx.query(sql, values), tx.tenantId, conversationId);
}

/** The same of messages whose envelope names no tenant: what they hold cannot be told, so what bears the conversation's key goes. */
export function purgeParkedOfNobody(db: Pick<Database, 'workerTransaction'>, conversationId: string): Promise<number> {
  return db.workerTransaction((query) => purge(query, NO_TENANT, conversationId));
}

type Run = (sql: string, values: readonly unknown[]) => Promise<{ readonly rowCount: number | null }>;

async function purge(query: Run, tenantId: string, conversationId: string): Promise<number> {
  await query('select from parked_keys where tenant_id = $1 and key = $2 order by consumer_group, topic for update', [tenantId, conversationId]);
  const { rowCount } = await query('delete from parked where tenant_id = $1 and key = $2', [tenantId, conversationId]);
  await query('delete from parked_keys where tenant_id = $1 and key = $2', [tenantId, conversationId]);
  return rowCount ?? 0;
}
