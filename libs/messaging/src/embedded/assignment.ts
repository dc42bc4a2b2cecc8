import type { Pool, PoolClient } from 'pg';

/** A topic's partition. */
export interface PartitionName {
  readonly topic: string;
  readonly partition: number;
}

/** How long a member that stops giving signs of life keeps its partitions, ms. */
export const LEASE_MS = 10_000;

/** What a member may work on now. */
export interface Assignment {
  /** Partitions that it holds a lease on. */
  readonly held: readonly PartitionName[];
  /** Partitions that are its share but that another member still holds: ask again soon. */
  readonly awaited: number;
}

/** Names a partition in maps. */
export function partitionId({ topic, partition }: PartitionName): string {
  return `${topic}/${partition}`;
}

/**
 * Shares the partitions of a group among its living members by leases on the database's clock. Every member computes the same
 * round-robin over the sorted members, gives up what is not its share (when it is not `busy` with it) and takes what is, once
 * the lease of the one before has been released or has lapsed.
 */
export async function assign(
  pool: Pool,
  group: string,
  member: string,
  topics: readonly string[],
  busy: ReadonlySet<string>,
): Promise<Assignment> {
  return inTransaction(pool, async (client) => {
    // One member of a group at a time; losing these rows in a crash only means another round.
    await client.query(`select pg_advisory_xact_lock(hashtextextended('callmesh-bus:' || $1, 0)), set_config('synchronous_commit', 'off', true)`, [group]);
    await client.query(
      `insert into bus.members values ($1, $2, $3, clock_timestamp() + $4 * interval '1 ms')
       on conflict (consumer_group, member) do update set topics = excluded.topics, alive_until = excluded.alive_until`,
      [group, member, topics, LEASE_MS],
    );
    await client.query('delete from bus.members where consumer_group = $1 and alive_until < clock_timestamp()', [group]);
    const share = await shareOf(client, group, member, topics);
    await release(client, group, member, share, busy);
    const held = await claim(client, group, member, share);
    return { held, awaited: share.length - held.filter((p) => share.some((s) => partitionId(s) === partitionId(p))).length };
  });
}

/** Gives back everything a member holds, and its membership. */
export async function leave(pool: Pool, group: string, member: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('delete from bus.assignments where consumer_group = $1 and member = $2', [group, member]);
    await client.query('delete from bus.members where consumer_group = $1 and member = $2', [group, member]);
  });
}

/** Whether a group has living members. */
export async function isRunning(pool: Pool, group: string): Promise<boolean> {
  const { rowCount } = await pool.query('select 1 from bus.members where consumer_group = $1 and alive_until > clock_timestamp() limit 1', [group]);
  return (rowCount ?? 0) > 0;
}

/** Ends every lease: for a host that knows itself to be alone on this database, after it was killed. */
export async function forgetMembers(pool: Pool): Promise<void> {
  await pool.query('delete from bus.assignments');
  await pool.query('delete from bus.members');
}

async function shareOf(client: PoolClient, group: string, member: string, topics: readonly string[]): Promise<PartitionName[]> {
  const { rows: members } = await client.query<{ member: string; topics: string[] }>(
    'select member, topics from bus.members where consumer_group = $1 order by member',
    [group],
  );
  const { rows: partitions } = await client.query<PartitionName>(
    'select name as topic, partition from bus.topics, generate_series(0, partitions - 1) as partition where name = any ($1) order by name, partition',
    [topics],
  );
  return partitions.filter(({ topic }, index) => {
    const subscribers = members.filter((m) => m.topics.includes(topic));
    return subscribers[index % subscribers.length]?.member === member;
  });
}

async function release(client: PoolClient, group: string, member: string, share: readonly PartitionName[], busy: ReadonlySet<string>): Promise<void> {
  const keep = new Set([...share.map(partitionId), ...busy]);
  await client.query(
    `delete from bus.assignments where consumer_group = $1 and member = $2 and not (topic || '/' || partition = any ($3))`,
    [group, member, [...keep]],
  );
}

async function claim(client: PoolClient, group: string, member: string, share: readonly PartitionName[]): Promise<PartitionName[]> {
  const until = `clock_timestamp() + ${LEASE_MS} * interval '1 ms'`;
  await client.query(
    `insert into bus.assignments (consumer_group, topic, partition, member, lease_until)
     select $1, topic, partition, $2, ${until} from unnest($3::text[], $4::int[]) as share (topic, partition)
     on conflict (consumer_group, topic, partition) do update set member = excluded.member, lease_until = excluded.lease_until
     where assignments.member = excluded.member or assignments.lease_until < clock_timestamp()`,
    [group, member, share.map((p) => p.topic), share.map((p) => p.partition)],
  );
  // Also those that are kept only until the batch in hand is done.
  const { rows } = await client.query<PartitionName>(
    `update bus.assignments set lease_until = ${until} where consumer_group = $1 and member = $2 returning topic, partition`,
    [group, member],
  );
  return rows;
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
