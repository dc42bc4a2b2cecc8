import type { Database } from '../database.port.js';
import type { AsyncProjection } from '../event-store.port.js';
import type { PersonalFields } from '../store/event-rows.js';
import { inTenant, projectToEnd } from './project-batch.js';

/**
 * Empties a projection's tables, sets its checkpoint to the start and projects everything again; the rows come out as before.
 * A running instance of the same projection may stay: whoever moves the checkpoint first does the batch.
 * @returns number of events passed by this call.
 */
export async function rebuildProjection(db: Database, cipher: PersonalFields, projection: AsyncProjection): Promise<number> {
  const { rows: tenants } = await db.workerQuery<{ tenant_id: string }>('select distinct tenant_id from events order by tenant_id');
  const first = tenants[0];
  if (!first) return 0;
  await db.transaction(first.tenant_id, async (tx) => {
    // The checkpoint first: its row lock makes a running instance wait, and then see that it has moved.
    await tx.query(
      `insert into projection_checkpoints (name) values ($1) on conflict (name) do update set transaction_id = '0', position = 0, updated_at = now()`,
      [projection.name],
    );
    for (const { tenant_id: tenantId } of tenants) {
      const own = inTenant(tx, tenantId);
      for (const table of projection.tables) await own.query(`delete from ${table}`);
    }
  });
  return projectToEnd({ db, cipher }, projection);
}
