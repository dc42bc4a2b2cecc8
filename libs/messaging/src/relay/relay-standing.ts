import type { Database } from '@callmesh/event-sourcing';

/** How a service's outbox stands, whichever process publishes it. */
export interface RelayStanding {
  /** Events that are not published yet. */
  readonly behind: number;
  /** Of these, events that the relay could read: no open transaction holds them back. */
  readonly readable: number;
  /** Age of the oldest of them by the event's own time, seconds; 0 when none waits. */
  readonly oldestSeconds: number;
  /** Where it stands; differs from the last one when anything was published. */
  readonly checkpoint: string;
}

/** Costs as much as there is to publish. */
export async function relayStanding(db: Pick<Database, 'workerQuery'>, service: string): Promise<RelayStanding> {
  const { rows } = await db.workerQuery<RelayStanding>(STANDING, [service]);
  return rows[0] ?? { behind: 0, readable: 0, oldestSeconds: 0, checkpoint: '' };
}

const STANDING = `
  with checkpoint as (
    select coalesce((select (transaction_id::xid8) from relay_checkpoints where name = $1), '0'::xid8) as transaction_id,
           coalesce((select (position::bigint) from relay_checkpoints where name = $1), 0) as position
  )
  select count(e.version)::float8 as behind,
         count(e.version) filter (where e.transaction_id < pg_snapshot_xmin(pg_current_snapshot()))::float8 as readable,
         greatest(0, coalesce(extract(epoch from clock_timestamp() - min(e.occurred_at)), 0))::float8 as "oldestSeconds",
         (select transaction_id::text || '.' || position from checkpoint) as checkpoint
  from events e where (e.transaction_id, e.global_position) > (select transaction_id, position from checkpoint)`;
