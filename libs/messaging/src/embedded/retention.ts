import type { Pool } from 'pg';

const ROWS_PER_DELETE = 5_000;

/** Deletes a step, and keeps how young the youngest deleted message of each topic was: a rebuild must know what it has to get elsewhere. */
const DELETE_STEP = `
  with deleted as (
    delete from bus.messages where ctid = any (array(
      select m.ctid from bus.messages m join bus.topics t on t.name = m.topic
      where m.published_at < now() - t.retention_ms * interval '1 ms' limit ${ROWS_PER_DELETE}))
    returning topic, published_at
  ), youngest as (
    select topic, max(published_at) as published_at from deleted group by topic
  ), kept as (
    update bus.topics t set deleted_until = greatest(t.deleted_until, y.published_at) from youngest y where t.name = y.topic
  )
  select count(*)::int as n from deleted`;

/**
 * Deletes what is older than its topic's declared retention, in small steps.
 * @returns how many messages went.
 */
export async function sweep(pool: Pool): Promise<number> {
  for (let total = 0; ; ) {
    const { rows } = await pool.query<{ n: number }>(DELETE_STEP);
    const n = rows[0]?.n ?? 0;
    total += n;
    if (n < ROWS_PER_DELETE) return total;
  }
}
