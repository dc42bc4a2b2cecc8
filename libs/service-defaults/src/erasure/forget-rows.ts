import type { Tx } from '@callmesh/event-sourcing';
import { purgeParked } from '@callmesh/messaging';
import type { ForgottenRows } from './forgets.port.js';

/** Rows deleted, by table; tables without any are left out. */
export type DeletedRows = Readonly<Record<string, number>>;

const OWN = 'tenant_id = $1 and conversation_id = $2';
/** Whoever works on one of these loses its lease, and nothing of its work is kept. */
const JOBS: ForgottenRows = { table: 'jobs', where: `${OWN} and kind <> 'forget-conversation'` };

/** Deletes what a service's tables keep of a conversation: its own, its jobs and its parked messages. Repeatable. */
export async function forgetRows(tx: Tx, own: readonly ForgottenRows[], conversationId: string): Promise<DeletedRows> {
  const deleted: Record<string, number> = {};
  for (const { table, where = OWN } of [JOBS, ...own]) {
    const { rowCount } = await tx.query(`delete from ${table} where ${where}`, [tx.tenantId, conversationId]);
    if (rowCount) deleted[table] = rowCount;
  }
  const parked = await purgeParked(tx, conversationId);
  return { ...deleted, ...(parked > 0 && { parked }), ...(await forgetInCopies(tx, own, conversationId)) };
}

/** Read models that are being built anew beside the live ones have the same tables, in schemas of their own. */
async function forgetInCopies(tx: Tx, own: readonly ForgottenRows[], conversationId: string): Promise<DeletedRows> {
  const { rows } = await tx.query<{ schema: string; table: string }>(
    `select n.nspname as schema, c.relname as "table" from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where starts_with(n.nspname, $1) and c.relkind = 'r' and c.relname = any ($2::text[]) and has_table_privilege(c.oid, 'delete')`,
    [`${tx.schema}__`, own.map(({ table }) => table)],
  );
  const deleted: Record<string, number> = {};
  for (const { schema, table } of rows) {
    const where = own.find((one) => one.table === table)?.where ?? OWN;
    const { rowCount } = await tx.query(`delete from ${schema}.${table} where ${where}`, [tx.tenantId, conversationId]);
    if (rowCount) deleted[`${schema}.${table}`] = rowCount;
  }
  return deleted;
}
