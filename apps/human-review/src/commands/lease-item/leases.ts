import type { Tx } from '@callmesh/event-sourcing';
import type { Hold } from '../../domain/action.commands.js';

/** A queue item in a reviewer's hands. */
export interface Lease {
  readonly heldBy: string;
  readonly until: string;
}

/**
 * Takes an item, or prolongs the lease of the same reviewer; an ended lease counts as none. The database's clock decides.
 * @returns the lease that now holds: the caller's, or the other's who was first.
 */
export async function takeLease(tx: Tx, actionId: string, reviewer: string, minutes: number): Promise<Lease> {
  const { rows } = await tx.query<Lease>(
    `insert into leases as l (tenant_id, action_id, held_by, held_until) values ($1, $2, $3, clock_timestamp() + make_interval(secs => $4::double precision * 60))
     on conflict (tenant_id, action_id) do update set held_by = excluded.held_by, held_until = excluded.held_until
       where l.held_by = excluded.held_by or l.held_until <= clock_timestamp()
     returning held_by as "heldBy", held_until as until`,
    [tx.tenantId, actionId, reviewer, minutes],
  );
  return rows[0] ?? (await currentLease(tx, actionId));
}

async function currentLease(tx: Tx, actionId: string): Promise<Lease> {
  const { rows } = await tx.query<Lease>('select held_by as "heldBy", held_until as until from leases where action_id = $1', [actionId]);
  // Gone between the two statements: nobody holds it, and the caller may ask again.
  return rows[0] ?? { heldBy: 'nobody', until: new Date(0).toISOString() };
}

/** @returns false when the reviewer did not hold it. */
export async function releaseLease(tx: Tx, actionId: string, reviewer: string): Promise<boolean> {
  const { rowCount } = await tx.query('delete from leases where action_id = $1 and held_by = $2 and held_until > clock_timestamp()', [actionId, reviewer]);
  return rowCount === 1;
}

/** The lease as the one who decides sees it. */
export function holdOf(lease: Lease, reviewer: string): Hold {
  return lease.heldBy === reviewer ? { by: 'me' } : { by: 'another', name: lease.heldBy };
}
