import type { Database, Tx } from '@callmesh/event-sourcing';
import type { ReceivedMessage } from '../bus.port.js';
import type { Delivery } from '../consumer/delivery.js';
import { isInfrastructureFault, reasonCode, safeReason } from '../faults.js';
import { rawFromStored, type StoredRaw } from '../raw-message.js';

/** What a re-drive did. */
export interface Redriven {
  /** Messages processed, those that the inbox had already included. */
  readonly drained: number;
  /** The message that failed again; null when the key is free. */
  readonly stoppedAt: { readonly id: string; readonly code: string; readonly message: string } | null;
}

/** A parked key of a group. */
export interface ParkedKey {
  readonly group: string;
  readonly topic: string;
  readonly key: string;
}

/** Turns a parked message back into a delivery, and processes it in a transaction (inbox, then reaction). */
export interface Redriver {
  decode(message: ReceivedMessage): Promise<Delivery>;
  process(tx: Tx, delivery: Delivery): Promise<void>;
}

interface Head extends Omit<ReceivedMessage, 'raw'> {
  readonly raw: StoredRaw | null;
  readonly id: string;
  readonly tenantId: string;
}

const HEAD = `select id::text, tenant_id as "tenantId", topic, key, partition, position, value, headers, raw, (extract(epoch from published_at) * 1000)::float8 as timestamp
  from parked where consumer_group = $1 and topic = $2 and key = $3 and state <> 'dropped' order by parked.id limit 1`;

/**
 * Drains a parked key in order, one transaction each, under the lock of the key's row: new arrivals queue behind until the last
 * one is done. Stops at the first that fails again.
 */
export async function redriveKey(db: Database, place: ParkedKey, redriver: Redriver): Promise<Redriven> {
  const values = [place.group, place.topic, place.key];
  for (let drained = 0; ; ) {
    const { rows } = await db.workerQuery<Head>(HEAD, values);
    const head = rows[0];
    if (!head) {
      if (await unblock(db, values)) return { drained, stoppedAt: null };
      continue;
    }
    try {
      if (await redriveOne(db, place, head, redriver)) drained += 1;
    } catch (error) {
      if (isInfrastructureFault(error)) throw error;
      const reason = { id: head.id, code: reasonCode(error), message: safeReason(error) };
      await db.workerQuery(`update parked set state = 'failed', code = $2, message = $3, attempts = attempts + 1 where id = $1::bigint`, [
        reason.id,
        reason.code,
        reason.message,
      ]);
      return { drained, stoppedAt: reason };
    }
  }
}

/** @returns false when another re-drive or a drop was faster. */
async function redriveOne(db: Database, { group, topic, key }: ParkedKey, head: Head, redriver: Redriver): Promise<boolean> {
  const { raw, ...text } = head;
  const bytes = rawFromStored(raw, head.value);
  const delivery = await redriver.decode(bytes ? { ...text, raw: bytes } : text);
  if (delivery.fault) throw delivery.fault;
  return db.transaction(head.tenantId, async (tx) => {
    await tx.query('select from parked_keys where consumer_group = $1 and topic = $2 and key = $3 for update', [group, topic, key]);
    const { rowCount } = await tx.query(`delete from parked where id = $1::bigint and state <> 'dropped'`, [head.id]);
    if (rowCount === 0) return false;
    await redriver.process(tx, delivery);
    return true;
  });
}

/** Frees the key if nothing came behind meanwhile. */
async function unblock(db: Database, values: readonly string[]): Promise<boolean> {
  return db.workerTransaction(async (query) => {
    await query('select from parked_keys where consumer_group = $1 and topic = $2 and key = $3 for update', values);
    const { rowCount } = await query(`select from parked where consumer_group = $1 and topic = $2 and key = $3 and state <> 'dropped' limit 1`, values);
    if ((rowCount ?? 0) > 0) return false;
    await query('delete from parked_keys where consumer_group = $1 and topic = $2 and key = $3', values);
    return true;
  });
}
