import type { Pool } from 'pg';

const ROWS_PER_DELETE = 5_000;

/**
 * Deletes what is older than its topic's declared retention, in small steps.
 * @returns how many messages went.
 */
export async function sweep(pool: Pool): Promise<number> {
  for (let total = 0; ; ) {
    const { rowCount } = await pool.query(
      `delete from bus.messages where ctid = any (array(
         select m.ctid from bus.messages m join bus.topics t on t.name = m.topic
         where m.published_at < now() - t.retention_ms * interval '1 ms' limit ${ROWS_PER_DELETE}))`,
    );
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < ROWS_PER_DELETE) return total;
  }
}
