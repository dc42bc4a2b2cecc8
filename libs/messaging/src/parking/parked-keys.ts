import type { Database } from '@callmesh/event-sourcing';

/** A key that a failed message blocks. */
export interface FailedKey {
  readonly topic: string;
  readonly key: string;
}

/** Keys of a group whose failed message is of this topic, key or code, those that parked first before the others. */
export async function parkedKeys(db: Database, group: string, filter: { readonly topic?: string; readonly key?: string; readonly code?: string }, limit: number): Promise<FailedKey[]> {
  const { rows } = await db.workerQuery<FailedKey>(
    `select topic, key from parked
     where consumer_group = $1 and state = 'failed' and ($2::text is null or topic = $2) and ($3::text is null or key = $3) and ($4::text is null or code = $4)
     group by topic, key order by min(id) limit $5`,
    [group, filter.topic ?? null, filter.key ?? null, filter.code ?? null, limit],
  );
  return rows;
}
