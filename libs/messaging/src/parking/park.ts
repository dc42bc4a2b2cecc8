import type { Database, Tx } from '@callmesh/event-sourcing';
import type { Delivery } from '../consumer/delivery.js';
import { reasonCode, safeReason } from '../faults.js';
import { storedRaw } from '../raw-message.js';

/** `ce_id` is whatever was sent; the column is indexed. */
const LONGEST_ID = 200;

const INSERT = `
  insert into parked (tenant_id, consumer_group, topic, key, partition, position, event_id, event_type, value, headers, raw, published_at, state, code, message, attempts)
  select $1, $2, m.topic, m.key, m.partition, m.position, m.event_id, m.event_type, m.value, m.headers::jsonb, m.raw::jsonb, m.published_at, $3, $4, $5, $6
  from unnest($7::text[], $8::text[], $9::int[], $10::text[], $11::text[], $12::text[], $13::bytea[], $14::text[], $15::timestamptz[], $16::text[])
    with ordinality as m (topic, key, partition, position, event_id, event_type, value, headers, published_at, raw, n)
  order by n
  on conflict (consumer_group, topic, partition, position, event_id)
  do update set state = excluded.state, code = excluded.code, message = excluded.message, parked_at = now(), copied_at = null, dropped_by = null, dropped_reason = null
  where parked.state = 'dropped'`;

/**
 * Parks a message that cannot be processed, and the later ones of its key behind it, and blocks the key for this group.
 * Parking the same message again changes nothing.
 */
export async function park(db: Database, group: string, failed: Delivery, error: unknown, attempts: number, rest: readonly Delivery[]): Promise<void> {
  const { topic, key } = failed.message;
  await db.transaction(failed.tenantId, async (tx) => {
    await tx.query('insert into parked_keys (consumer_group, topic, key, tenant_id) values ($1, $2, $3, $4) on conflict do nothing', [group, topic, key, failed.tenantId]);
    await insert(tx, group, 'failed', reasonCode(error), safeReason(error), attempts, [failed]);
    await queueBehind(tx, group, rest);
  });
}

/** Puts messages behind the parked one of their key, in order. */
export async function queueBehind(tx: Tx, group: string, deliveries: readonly Delivery[]): Promise<void> {
  if (deliveries.length > 0) await insert(tx, group, 'waiting', 'PARKED.BEHIND', 'an earlier message of this key is parked: re-drive the key', 0, deliveries);
}

/** Locks the rows of those keys that are parked, so that a re-drive cannot finish meanwhile. @returns the parked ones. */
export async function lockParkedKeys(tx: Tx, group: string, topic: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ key: string }>(
    'select key from parked_keys where consumer_group = $1 and topic = $2 and key = any ($3) order by key for share',
    [group, topic, keys],
  );
  return new Set(rows.map((row) => row.key));
}

async function insert(tx: Tx, group: string, state: string, code: string, message: string, attempts: number, deliveries: readonly Delivery[]): Promise<void> {
  const messages = deliveries.map((d) => d.message);
  await tx.query(INSERT, [
    tx.tenantId,
    group,
    state,
    code,
    message,
    attempts,
    messages.map((m) => m.topic),
    messages.map((m) => m.key),
    messages.map((m) => m.partition),
    messages.map((m) => m.position),
    messages.map((m) => (m.headers['ce_id'] ?? '').slice(0, LONGEST_ID)),
    deliveries.map((d) => d.type),
    messages.map((m) => m.value),
    messages.map((m) => JSON.stringify(m.headers)),
    messages.map((m) => new Date(m.timestamp).toISOString()),
    messages.map((m) => (m.raw ? JSON.stringify(storedRaw(m)) : null)),
  ]);
}
