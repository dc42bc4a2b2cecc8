import { DomainError } from '../decider.js';
import type { Database } from '../database.port.js';
import type { RestoredCheckpoints, RestoredLog } from './rebase-log.js';

/** The event store of a service, for `rebaseRestored`; `more` are checkpoints into it that others keep beside it. */
export const restoredEventStore = (schema: string, more: readonly RestoredCheckpoints[]): RestoredLog => ({
  schema,
  table: 'events',
  position: 'global_position',
  partitionedBy: [],
  checkpoints: [{ table: 'projection_checkpoints', types: ['xid8', 'bigint'] }, ...more],
});

/**
 * Refuses a database that was restored from a dump and not rebased: its events carry transaction ids of another server, which
 * this one has yet to reach. Readers would not see them until then, and would skip what is written meanwhile.
 * @throws DomainError DATABASE.RESTORED
 */
export async function refuseForeignPast(db: Database): Promise<void> {
  const { rows } = await db.workerQuery<{ foreign: boolean }>(
    `select coalesce((select transaction_id from events order by transaction_id desc, global_position desc limit 1) >= pg_snapshot_xmax(pg_current_snapshot()), false) as "foreign"`,
  );
  if (!rows[0]?.foreign) return;
  throw new DomainError(
    'DATABASE.RESTORED',
    `the events in schema ${db.schema} carry transaction ids that this Postgres has not given yet: they were restored from a dump of another one. Stop all services, then run \`callmesh restore-fixup\` (docs/how-to/back-up-and-restore.md)`,
  );
}
