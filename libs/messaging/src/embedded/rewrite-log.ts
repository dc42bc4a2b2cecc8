import type { Pool } from 'pg';
import type { BusMessage, MessageChange } from '../bus.port.js';
import { rawFromStored, type StoredRaw } from '../raw-message.js';

const BATCH = 500;

interface Row {
  readonly topic: string;
  readonly partition: number;
  readonly transaction_id: string;
  readonly position: string;
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Record<string, string>;
  readonly raw: StoredRaw | null;
}

/** By key there is no index: a message would pay for it, and it is read so once in an erasure. */
const PLACES = `
  select topic, partition, transaction_id::text, position::text from bus.messages
   where key = any ($2::text[]) and (headers ->> 'ce_tenantid' = $1 or headers ->> 'ce_tenantid' is null)`;

const ROWS = `
  select m.topic, m.partition, m.transaction_id::text, m.position::text, m.key, m.value, m.headers, m.raw from bus.messages m
    join unnest($1::text[], $2::int[], $3::xid8[], $4::bigint[]) as p (topic, partition, transaction_id, position) using (topic, partition, transaction_id, position)`;

/**
 * Changes the messages of some keys where they lie. Positions stay, so no reader notices.
 * @returns how many were changed or deleted.
 */
export async function rewriteLog(pool: Pool, tenantId: string, keys: readonly string[], change: MessageChange): Promise<number> {
  const { rows: places } = await pool.query<Omit<Row, 'key' | 'value' | 'headers' | 'raw'>>(PLACES, [tenantId, keys]);
  let touched = 0;
  for (let from = 0; from < places.length; from += BATCH) {
    const some = places.slice(from, from + BATCH);
    const { rows } = await pool.query<Row>(ROWS, [some.map((p) => p.topic), some.map((p) => p.partition), some.map((p) => p.transaction_id), some.map((p) => p.position)]);
    for (const row of rows) if (await rewriteRow(pool, row, change)) touched += 1;
  }
  return touched;
}

async function rewriteRow(pool: Pool, row: Row, change: MessageChange): Promise<boolean> {
  const { topic, partition, transaction_id, position, key, value, headers } = row;
  const raw = rawFromStored(row.raw, value);
  const message: BusMessage = { topic, key, value, headers, ...(raw && { raw }) };
  const changed = await change(message);
  if (changed === message) return false;
  const place = [topic, partition, transaction_id, position];
  const where = 'where topic = $1 and partition = $2 and transaction_id = $3::xid8 and position = $4::bigint';
  if (changed) await pool.query(`update bus.messages set value = $5, headers = $6::jsonb ${where}`, [...place, changed.value, JSON.stringify(changed.headers)]);
  else await pool.query(`delete from bus.messages ${where}`, place);
  return true;
}
