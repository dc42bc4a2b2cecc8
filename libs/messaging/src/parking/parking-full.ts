import { DomainError } from '@callmesh/contracts';
import type { Database } from '@callmesh/event-sourcing';

/** Messages that a group parks, those that wait included, before its consumer stands still instead. */
export const DEFAULT_PARKED_LIMIT = 10_000;

/** A group has as many parked messages as it may: the batch is rejected and comes again, so nothing is lost and nothing grows. */
export class ParkingFull extends DomainError {
  constructor(group: string, parked: number, limit: number) {
    super('PARKED.FULL', `${group} has ${parked} parked messages of ${limit} at most, so its consumer waits: re-drive or drop some (\`callmesh parked ls --service ${group}\`), or raise CALLMESH_PARKED_LIMIT`, { group, parked, limit });
  }
}

/** Messages of a group that block or wait, of all tenants. */
export async function parkedTotal(db: Database, group: string): Promise<number> {
  const { rows } = await db.workerQuery<{ n: number }>(`select count(*)::int as n from parked where consumer_group = $1 and state <> 'dropped'`, [group]);
  return rows[0]?.n ?? 0;
}

/**
 * Makes sure that `more` messages may still be parked. Several partitions may ask at once, so the limit can be passed by what they hold in hand.
 * @throws ParkingFull
 */
export async function assertRoom(db: Database, group: string, limit: number, more: number): Promise<void> {
  const parked = await parkedTotal(db, group);
  if (parked + more > limit) throw new ParkingFull(group, parked, limit);
}
