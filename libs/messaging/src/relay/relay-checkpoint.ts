import { randomUUID } from 'node:crypto';
import { FEED_START, type Database, type FeedCursor } from '@callmesh/event-sourcing';

/** How long a relay that gives no sign of life keeps its place, ms. */
const LEASE_MS = 5_000;

/**
 * How far a service's outbox is published, and which process publishes it: one at a time, by a lease on the database's clock.
 * Several would only double messages, but out of order.
 */
export class RelayCheckpoint {
  private readonly owner = randomUUID();

  constructor(
    private readonly db: Database,
    private readonly name: string,
  ) {}

  /**
   * Takes or renews the lease.
   * @param force take it from whoever holds it: for a process that knows itself to be the only one.
   * @returns where to go on; undefined while another process holds it.
   */
  async acquire(force: boolean): Promise<FeedCursor | undefined> {
    const { rows } = await this.db.workerQuery<FeedCursor>(
      `insert into relay_checkpoints as c (name, transaction_id, position, owner, lease_until)
       values ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 ms')
       on conflict (name) do update set owner = excluded.owner, lease_until = excluded.lease_until
       where c.owner = $4 or c.lease_until is null or c.lease_until < clock_timestamp() or $6
       returning transaction_id as "transactionId", position`,
      [this.name, FEED_START.transactionId, FEED_START.position, this.owner, LEASE_MS, force],
    );
    return rows[0];
  }

  /** Moves on after the broker's ack, and renews. What a crash takes back is published again. @returns false when the lease went to another process. */
  async advance(cursor: FeedCursor): Promise<boolean> {
    const { rowCount } = await this.db.workerQuery(
      `with lazily as (select set_config('synchronous_commit', 'off', true))
       update relay_checkpoints set transaction_id = $3, position = $4, lease_until = clock_timestamp() + $5 * interval '1 ms'
       from lazily where name = $1 and owner = $2`,
      [this.name, this.owner, cursor.transactionId, cursor.position, LEASE_MS],
    );
    return rowCount === 1;
  }

  /** Lets another process take over at once. */
  async release(): Promise<void> {
    await this.db.workerQuery('update relay_checkpoints set owner = null, lease_until = null where name = $1 and owner = $2', [this.name, this.owner]);
  }

  /** Events not published yet, those below nobody's horizon included. */
  async lag(): Promise<number> {
    const { rows } = await this.db.workerQuery<{ n: number }>(
      `select count(*)::int as n from events e
       where (e.transaction_id, e.global_position) > (
         coalesce((select transaction_id::xid8 from relay_checkpoints where name = $1), '0'::xid8),
         coalesce((select position::bigint from relay_checkpoints where name = $1), 0))`,
      [this.name],
    );
    return rows[0]?.n ?? 0;
  }

  /** How often to renew while nothing is published, ms. */
  static readonly renewMs = LEASE_MS / 2;
}
