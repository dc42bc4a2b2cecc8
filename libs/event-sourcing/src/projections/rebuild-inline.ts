import type { Database, Tx } from '../database.port.js';
import type { RebuildableInline } from '../event-store.port.js';
import { EVENT_COLUMNS, openRows, sourceOf, type PersonalFields } from '../store/event-rows.js';
import { FEED_START, type CursorRow, type FeedCursor } from '../store/feed.js';
import { inTenant } from './project-batch.js';

/** Events held at once. */
const BATCH = 500;

/**
 * What is committed and not yet passed, of one tenant. The table lock stands for the horizon: whoever appends what this projection hears writes into
 * its tables in the same transaction, and waits.
 */
const read = (forgotten: string | undefined): string => `
  select e.transaction_id::text, e.global_position::text, ${EVENT_COLUMNS} from events e
   where (e.transaction_id, e.global_position) > ($1::xid8, $2::bigint) and e.tenant_id = $3 and e.type = any($4)
   ${forgotten === undefined ? '' : `and not exists (select from ${forgotten} f where f.tenant_id = e.tenant_id and f.conversation_id = e.conversation_id)`}
   order by e.transaction_id, e.global_position limit ${BATCH}`;

/**
 * Empties the tables of an inline projection and projects all events of the service again, in one transaction: readers see the old rows until it
 * commits, whoever appends waits as long, and a rebuild that breaks off has changed nothing. Other tables, as those of leases, are left alone.
 * @param forgotten table of conversations (`tenant_id`, `conversation_id`) whose events count no more: they were erased.
 * @returns number of events passed.
 */
export async function rebuildInline(db: Database, cipher: PersonalFields, projection: RebuildableInline, forgotten?: string): Promise<number> {
  const { rows: tenants } = await db.workerQuery<{ tenant_id: string }>('select distinct tenant_id from events order by tenant_id');
  const first = tenants[0];
  if (!first) return 0;
  return db.transaction(first.tenant_id, async (tx) => {
    await tx.query(`select set_config(name, '0', true) from pg_settings where name in ('transaction_timeout', 'statement_timeout')`);
    await tx.query(`lock table ${projection.tables.join(', ')} in share row exclusive mode`);
    let total = 0;
    for (const { tenant_id: tenantId } of tenants) total += await ofTenant(inTenant(tx, tenantId), cipher, projection, forgotten);
    return total;
  });
}

async function ofTenant(tx: Tx, cipher: PersonalFields, { tables, handles, apply }: RebuildableInline, forgotten: string | undefined): Promise<number> {
  for (const table of tables) await tx.query(`delete from ${table}`);
  let total = 0;
  for (let cursor: FeedCursor | undefined = FEED_START; cursor; ) {
    const { rows }: { rows: CursorRow[] } = await tx.query<CursorRow>(read(forgotten), [cursor.transactionId, cursor.position, tx.tenantId, handles]);
    if (rows.length > 0) await apply(tx, await openRows(rows, sourceOf(tx.schema), cipher));
    total += rows.length;
    const last = rows.at(-1);
    cursor = last && rows.length === BATCH ? { transactionId: last.transaction_id, position: last.global_position } : undefined;
  }
  return total;
}
