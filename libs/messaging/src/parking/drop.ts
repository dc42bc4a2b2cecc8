import type { Database } from '@callmesh/event-sourcing';
import { DomainError } from '@callmesh/contracts';
import { notFound } from './parked-messages.js';

/** Who gives a message up, and why; kept beside it. */
export interface Drop {
  readonly by: string;
  readonly reason: string;
}

/**
 * Gives a failed message up: it stays readable, counts as processed for its group if it comes again, and no longer blocks its
 * key. What waits behind it is then drained by a re-drive.
 * @throws DomainError PARKED.NOT_FOUND, PARKED.NOT_FAILED when it is not the one that failed, PARKED.REASON_MISSING
 */
export async function dropParked(db: Database, id: string, drop: Drop): Promise<void> {
  if (drop.reason.trim() === '') throw new DomainError('PARKED.REASON_MISSING', 'say why the message is dropped');
  await db.workerTransaction(async (query) => {
    const { rows } = await query<{ consumer_group: string; topic: string; key: string }>('select consumer_group, topic, key from parked where id = $1::bigint', [id]);
    const found = rows[0];
    if (!found) throw notFound(id);
    const place = [found.consumer_group, found.topic, found.key];
    await query('select from parked_keys where consumer_group = $1 and topic = $2 and key = $3 for update', place);
    const { rowCount } = await query(`update parked set state = 'dropped', dropped_by = $2, dropped_reason = $3 where id = $1::bigint and state = 'failed'`, [
      id,
      drop.by,
      drop.reason,
    ]);
    if (rowCount === 0) throw new DomainError('PARKED.NOT_FAILED', `parked message ${id} did not fail itself: drop the failed one of its key`);
    await query(
      `insert into inbox (tenant_id, consumer_group, generation, event_id, fact_id, family, major)
       select tenant_id, consumer_group, coalesce((select generation from inbox_generations g where g.consumer_group = parked.consumer_group), 1),
         event_id::uuid, event_id, event_type, 0
       from parked where id = $1::bigint and event_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' on conflict do nothing`,
      [id],
    );
    await query(
      `delete from parked_keys k where consumer_group = $1 and topic = $2 and key = $3 and not exists (
         select from parked p where p.consumer_group = k.consumer_group and p.topic = k.topic and p.key = k.key and p.state <> 'dropped')`,
      place,
    );
  });
}
