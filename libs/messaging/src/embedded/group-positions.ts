import type { Pool } from 'pg';
import { BEGINNING, type LogPosition, type PartitionCursor } from './partition-log.js';

/** Committed positions of consumer groups. */
export class GroupPositions {
  constructor(private readonly pool: Pool) {}

  /** Where a group goes on in a partition; a group that has no position yet gets one by `startAt`. */
  async load(group: string, topic: string, partition: number, startAt: 'earliest' | 'latest'): Promise<LogPosition> {
    const values = [group, topic, partition];
    if (startAt === 'latest') {
      await this.pool.query(
        `insert into bus.group_positions values ($1, $2, $3, pg_snapshot_xmin(pg_current_snapshot()), 0) on conflict do nothing`,
        values,
      );
    }
    const { rows } = await this.pool.query<{ transaction_id: string; position: string }>(
      `select transaction_id::text, position::text from bus.group_positions where consumer_group = $1 and topic = $2 and partition = $3`,
      values,
    );
    const row = rows[0];
    return row ? { transactionId: row.transaction_id, position: row.position } : BEGINNING;
  }

  /**
   * Commits a position if `member` still holds the partition. Commits asynchronously: what a crash loses is delivered again.
   * @returns false when the partition went to another member.
   */
  async commit(group: string, member: string, at: PartitionCursor): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `with held as (
         select set_config('synchronous_commit', 'off', true) from bus.assignments
         where consumer_group = $1 and topic = $2 and partition = $3 and member = $4
       )
       insert into bus.group_positions select $1, $2, $3, $5::xid8, $6::bigint from held
       on conflict (consumer_group, topic, partition) do update set transaction_id = excluded.transaction_id, position = excluded.position`,
      [group, at.topic, at.partition, member, at.transactionId, at.position],
    );
    return rowCount === 1;
  }

  /** Back to the beginning, for groups that would start at the end too. */
  async rewind(group: string, topics: readonly string[]): Promise<void> {
    await this.pool.query(
      `insert into bus.group_positions
       select $1, name, partition, '0'::xid8, 0 from bus.topics, generate_series(0, partitions - 1) as partition where name = any ($2)
       on conflict (consumer_group, topic, partition) do update set transaction_id = '0'::xid8, position = 0`,
      [group, topics],
    );
  }

  /** Messages after the committed positions, per topic. */
  async lag(group: string, topics: readonly string[]): Promise<Record<string, number>> {
    const { rows } = await this.pool.query<{ topic: string; n: number }>(
      `select t.name as topic, coalesce(sum(behind.n), 0)::int as n
       from bus.topics t
       cross join lateral generate_series(0, t.partitions - 1) as p (partition)
       left join bus.group_positions g on g.consumer_group = $1 and g.topic = t.name and g.partition = p.partition
       cross join lateral (
         select count(*) as n from bus.messages m
         where m.topic = t.name and m.partition = p.partition
           and (m.transaction_id, m.position) > (coalesce(g.transaction_id, '0'::xid8), coalesce(g.position, 0))
       ) behind
       where t.name = any ($2)
       group by t.name`,
      [group, topics],
    );
    return Object.fromEntries(rows.map((row) => [row.topic, row.n]));
  }
}
