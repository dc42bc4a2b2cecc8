import type { WatchedQueue } from '@callmesh/service-defaults';

/** The escrow, for metrics: how many actions of each kind wait for a person, and for how long. */
export const reviewQueue: WatchedQueue = {
  name: 'review',
  async read(db) {
    const { rows } = await db.workerQuery<{ kind: string; waiting: number; oldestSeconds: number }>(
      `select kind, count(*)::int as waiting, greatest(0, extract(epoch from clock_timestamp() - min(drafted_at)))::float8 as "oldestSeconds"
       from queue_items where state = 'drafted' group by kind`,
    );
    return rows;
  },
};
