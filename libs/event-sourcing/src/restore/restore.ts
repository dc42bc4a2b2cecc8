import type pg from 'pg';
import { DomainError } from '../decider.js';
import { connected } from '../provisioning/admin-connection.js';
import { rebaseLog, type Rebased, type RestoredLog } from './rebase-log.js';

/**
 * Rebases logs after a restore into another Postgres, all in one transaction; a log that is not there is left out. Running it again, or
 * when it was not needed, changes nothing that a reader could see.
 * @param elsewhere further tables with transaction ids, `<schema>.<table>`, which somebody else rebases.
 * @throws DomainError RESTORE.SERVICES_RUNNING, RESTORE.UNKNOWN_LOG
 */
export async function rebaseRestored(adminUrl: string, logs: readonly RestoredLog[], elsewhere: readonly string[] = []): Promise<Rebased[]> {
  return connected(adminUrl, async (client) => {
    const { rows: others } = await client.query<{ usename: string }>(`select distinct usename from pg_stat_activity where datname = current_database() and usename like 'callmesh\\_%' and pid <> pg_backend_pid()`);
    if (others.length > 0) throw new DomainError('RESTORE.SERVICES_RUNNING', `services are connected (${others.map(({ usename }) => usename).join(', ')}): stop them all first`);
    await client.query('begin');
    await refuseUnknownLogs(client, logs, elsewhere);
    const rebased: Rebased[] = [];
    for (const log of logs) {
      const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [`${log.schema}.${log.table}`]);
      if (rows[0]?.there) rebased.push(await rebaseLog(client, log));
    }
    await client.query('commit');
    return rebased;
  });
}

/** A build that knows fewer logs than the database has would leave readers of the others behind. */
async function refuseUnknownLogs(client: pg.ClientBase, logs: readonly RestoredLog[], elsewhere: readonly string[]): Promise<void> {
  const known = logs.flatMap(({ schema, table, checkpoints }) => [table, ...checkpoints.map((one) => one.table)].map((one) => `${schema}.${one}`));
  const { rows } = await client.query<{ name: string }>(
    `select distinct table_schema || '.' || table_name as name from information_schema.columns
      where udt_name = 'xid8' and table_schema not in ('pg_catalog', 'information_schema') and table_schema || '.' || table_name <> all ($1)`,
    [[...known, ...elsewhere]],
  );
  if (rows.length > 0) throw new DomainError('RESTORE.UNKNOWN_LOG', `this build does not know how ${rows.map(({ name }) => name).join(', ')} is read: run the build that wrote it`);
}
