import type { Database } from '@callmesh/event-sourcing';

/** A key with parked messages. */
export interface ParkedKey {
  readonly tenantId: string;
  readonly group: string;
  readonly topic: string;
  readonly key: string;
  /** When its oldest message was parked. */
  readonly oldest: Date;
}

/** Every key that has parked messages, dropped ones included. */
export async function parkedSince(db: Database): Promise<ParkedKey[]> {
  const { rows } = await db.workerQuery<{ tenant_id: string; consumer_group: string; topic: string; key: string; oldest: Date }>(
    'select tenant_id, consumer_group, topic, key, min(parked_at) as oldest from parked group by tenant_id, consumer_group, topic, key',
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, group: row.consumer_group, topic: row.topic, key: row.key, oldest: row.oldest }));
}

const OF_KEY = 'tenant_id = $1 and consumer_group = $2 and topic = $3 and key = $4';
/** A message that waits goes with those it waits behind, and not before: nothing is taken out of the middle of a key's order. */
const DUE = `${OF_KEY} and parked_at < $5 and (state = 'dropped' or not exists (select from parked y where y.tenant_id = $1 and y.consumer_group = $2 and y.topic = $3 and y.key = $4 and y.state <> 'dropped' and y.parked_at >= $5))`;

/**
 * Removes what a key has parked before a time. What was never processed counts as processed for its group, as when it is dropped.
 * @returns how many messages went, or would.
 */
export async function retireParkedKey(db: Database, { tenantId, group, topic, key }: ParkedKey, { before, dryRun }: { readonly before: Date; readonly dryRun: boolean }): Promise<number> {
  const values = [tenantId, group, topic, key, before];
  if (dryRun) {
    const { rows } = await db.workerQuery<{ n: number }>(`select count(*)::int as n from parked where ${DUE}`, values);
    return rows[0]?.n ?? 0;
  }
  return db.workerTransaction(async (query) => {
    const place = [group, topic, key];
    await query('select from parked_keys where consumer_group = $1 and topic = $2 and key = $3 for update', place);
    await query(
      `insert into inbox (tenant_id, consumer_group, generation, event_id, fact_id, family, major)
       select tenant_id, consumer_group, coalesce((select generation from inbox_generations g where g.consumer_group = parked.consumer_group), 1),
         event_id::uuid, event_id, event_type, 0
       from parked where ${DUE} and state <> 'dropped' and event_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' on conflict do nothing`,
      values,
    );
    const { rowCount } = await query(`delete from parked where ${DUE}`, values);
    await query(
      `delete from parked_keys k where consumer_group = $1 and topic = $2 and key = $3 and not exists (
         select from parked p where p.consumer_group = k.consumer_group and p.topic = k.topic and p.key = k.key and p.state <> 'dropped')`,
      place,
    );
    return rowCount ?? 0;
  });
}
