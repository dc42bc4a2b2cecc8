import { prepared } from '@callmesh/event-sourcing';
import type { Pool } from 'pg';
import { DomainError } from '@callmesh/contracts';
import type { GroupStanding, MessagePlace, ReplayPoint } from '../bus.port.js';
import type { Interruptions } from './interruptions.js';
import { BEGINNING, parsePosition, type LogPosition, type PartitionCursor } from './partition-log.js';

const POSITION = /^\d{1,20}\.\d{1,19}$/;

const COMMIT = `
  with held as (
    select set_config('synchronous_commit', 'off', true) from bus.assignments
    where consumer_group = $1 and topic = $2 and partition = $3 and member = $4
  )
  insert into bus.group_positions select $1, $2, $3, $5::xid8, $6::bigint from held
  on conflict (consumer_group, topic, partition) do update set transaction_id = excluded.transaction_id, position = excluded.position`;

/** Committed positions of consumer groups. */
export class GroupPositions {
  constructor(
    private readonly pool: Pool,
    private readonly interruptions: Interruptions,
  ) {}

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
   * @param since count of interruptions when the messages were read: after another one the server may have lost what was done with them.
   * @returns false when nothing was committed: the partition went to another member, or a connection was lost meanwhile.
   */
  async commit(group: string, member: string, at: PartitionCursor, since: number): Promise<boolean> {
    const client = await this.pool.connect();
    try {
      if (this.interruptions.count !== since) return false;
      const { rowCount } = await client.query(prepared(COMMIT, [group, at.topic, at.partition, member, at.transactionId, at.position]));
      return rowCount === 1;
    } finally {
      client.release();
    }
  }

  /** Sets every partition of the topics, for groups that would start at the end too. */
  async rewind(group: string, topics: readonly string[], to: ReplayPoint): Promise<void> {
    if (to === 'earliest') return this.set(group, topics, `'0'::xid8, 0::bigint`);
    if ('time' in to) return this.set(group, topics, FIRST_SINCE, new Date(to.time).toISOString());
    for (const place of to.places) checkPosition(place, topics);
    // Positions are committed as "after this message"; the one that is named comes first.
    const before = to.places.map((place) => ({ ...place, ...parsePosition(place.position) })).map((p) => ({ ...p, position: String(BigInt(p.position) - 1n) }));
    await this.set(group, topics, NAMED, JSON.stringify(before));
  }

  private async set(group: string, topics: readonly string[], to: string, ...values: string[]): Promise<void> {
    await this.pool.query(
      `insert into bus.group_positions
       select $1, p.topic, p.partition, at.transaction_id, at.position
       from (select name as topic, partition from bus.topics, generate_series(0, partitions - 1) as partition where name = any ($2)) p
       cross join lateral (select ${to}) as at (transaction_id, position)
       on conflict (consumer_group, topic, partition) do update set transaction_id = excluded.transaction_id, position = excluded.position`,
      [group, topics, ...values],
    );
  }

  /** How young the youngest deleted message of each topic was. */
  async deletedUntil(topics: readonly string[]): Promise<Record<string, number | null>> {
    const { rows } = await this.pool.query<{ name: string; deleted_until: Date | null }>('select name, deleted_until from bus.topics where name = any ($1)', [topics]);
    return Object.fromEntries(rows.map((row) => [row.name, row.deleted_until?.getTime() ?? null]));
  }

  /** Messages after the committed positions, per topic. */
  async lag(group: string, topics: readonly string[]): Promise<Record<string, number>> {
    const lag: Record<string, number> = {};
    for (const { topic, behind } of await this.standings(group, topics)) lag[topic] = (lag[topic] ?? 0) + behind;
    return lag;
  }

  /** Messages after the committed positions, per partition. */
  async standings(group: string, topics: readonly string[]): Promise<GroupStanding[]> {
    const { rows } = await this.pool.query<GroupStanding>(
      `select t.name as topic, p.partition, behind.n::int as behind, coalesce(g.transaction_id, '0'::xid8)::text || '.' || coalesce(g.position, 0) as committed,
              extract(epoch from behind.oldest)::float8 * 1000 as "oldestAt"
       from bus.topics t
       cross join lateral generate_series(0, t.partitions - 1) as p (partition)
       left join bus.group_positions g on g.consumer_group = $1 and g.topic = t.name and g.partition = p.partition
       cross join lateral (
         select count(*) as n, min(m.published_at) as oldest from bus.messages m
         where m.topic = t.name and m.partition = p.partition
           and (m.transaction_id, m.position) > (coalesce(g.transaction_id, '0'::xid8), coalesce(g.position, 0))
       ) behind
       where t.name = any ($2)`,
      [group, topics],
    );
    return rows;
  }
}

/** Just before the first message of partition `p` since a time; at the end where there is none. */
const END = 'pg_snapshot_xmin(pg_current_snapshot())';
const FIRST_SINCE = `coalesce(first.transaction_id, ${END}), coalesce(first.position - 1, 0)
  from (select) as one left join lateral (
    select m.transaction_id, m.position from bus.messages m where m.topic = p.topic and m.partition = p.partition and m.published_at >= $3::timestamptz
    order by m.transaction_id, m.position limit 1) first on true`;
const NAMED = `coalesce(min(named."transactionId"::xid8), ${END}), coalesce((array_agg(named.position order by named."transactionId"::xid8, named.position))[1], 0)
  from jsonb_to_recordset($3::jsonb) as named (topic text, partition int, "transactionId" text, position bigint)
  where named.topic = p.topic and named.partition = p.partition`;

function checkPosition({ topic, position }: MessagePlace, topics: readonly string[]): void {
  if (!topics.includes(topic)) throw new DomainError('BUS.POSITION_INVALID', `${topic} is no topic that is replayed here: ${topics.join(', ')}`);
  if (!POSITION.test(position)) throw new DomainError('BUS.POSITION_INVALID', `"${position}" is no position of the embedded log: take it from a message, e.g. \`callmesh parked show\``);
}
