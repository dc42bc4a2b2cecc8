import type { Database, Tx } from '../database.port.js';
import type { AsyncProjection, StoredEvent } from '../event-store.port.js';
import { literal } from '../sql-literals.js';
import { openRows, sourceOf, type PersonalFields } from '../store/event-rows.js';
import { FEED_START, readRows, type CursorRow, type FeedCursor } from '../store/feed.js';

/** Events per transaction. */
const BATCH = 500;

/** A service's projection with what it reads through. */
export interface ProjectionContext {
  readonly db: Database;
  readonly cipher: PersonalFields;
}

/** Another run of a projection than the one that keeps its tables up: a checkpoint of its own, tables of its own where it has a schema. */
export interface SideRun {
  readonly checkpoint: string;
  readonly copySchema?: string;
}

/** How far a projection has come; its start when it never ran. */
async function checkpointOf(db: Database, name: string): Promise<FeedCursor> {
  const sql = 'select transaction_id::text, position::text from projection_checkpoints where name = $1';
  const { rows } = await db.workerQuery<{ transaction_id: string; position: string }>(sql, [name]);
  return rows[0] ? { transactionId: rows[0].transaction_id, position: rows[0].position } : FEED_START;
}

/** Moves the checkpoint only from where it was read: false when another instance, or a rebuild, has moved it meanwhile. */
async function advance(tx: Tx, name: string, from: FeedCursor, to: FeedCursor): Promise<boolean> {
  await tx.query('insert into projection_checkpoints (name) values ($1) on conflict do nothing', [name]);
  const sql = `update projection_checkpoints set transaction_id = $4::xid8, position = $5::bigint, updated_at = now()
                where name = $1 and transaction_id = $2::xid8 and position = $3::bigint`;
  const { rowCount } = await tx.query(sql, [name, from.transactionId, from.position, to.transactionId, to.position]);
  return rowCount === 1;
}

/** The same transaction, fenced to another tenant from here on. */
export function inTenant(tx: Tx, tenantId: string): Tx {
  tx.defer(`set local callmesh.tenant = ${literal(tenantId)}`);
  const gather = (): never => {
    throw new Error('a projection has the events of its batch already: it has nothing to gather for');
  };
  return Object.create(tx, { tenantId: { value: tenantId, enumerable: true }, gather: { value: gather } }) as Tx;
}

/** Rows by tenant, in order within each. Read models belong to one tenant, so order across tenants has no meaning. */
function byTenant(rows: readonly CursorRow[]): Map<string, CursorRow[]> {
  const groups = new Map<string, CursorRow[]>();
  for (const row of rows) {
    const group = groups.get(row.tenant_id);
    if (group) group.push(row);
    else groups.set(row.tenant_id, [row]);
  }
  return groups;
}

/** Events that were read and opened, for each tenant in order. */
interface Batch {
  readonly from: FeedCursor;
  readonly cursor: FeedCursor;
  /** Events passed, those included that the projection does not want. */
  readonly passed: number;
  readonly events: ReadonlyMap<string, readonly StoredEvent[]>;
}

async function readBatch({ db, cipher }: ProjectionContext, projection: AsyncProjection, from: FeedCursor): Promise<Batch> {
  const { rows, cursor } = await readRows(db, from, BATCH);
  const wanted = new Set<string>(projection.handles);
  const source = sourceOf(db.schema);
  const events = new Map<string, readonly StoredEvent[]>();
  for (const [tenantId, group] of byTenant(rows)) events.set(tenantId, await openRows(group.filter(({ type }) => wanted.has(type)), source, cipher));
  return { from, cursor, passed: rows.length, events };
}

/** @returns how many events were passed; 0 when another instance was faster. */
async function applyBatch({ db }: ProjectionContext, projection: AsyncProjection, { from, cursor, passed, events }: Batch, side: SideRun | undefined): Promise<number> {
  const [first] = events.keys();
  if (first === undefined) return 0;
  return db.transaction(first, async (tx) => {
    // A crash takes back rows and checkpoint together, and they are projected again.
    tx.defer('set local synchronous_commit = off');
    if (!(await advance(tx, side?.checkpoint ?? projection.name, from, cursor))) return 0;
    if (side?.copySchema !== undefined) tx.defer(`set local search_path = ${side.copySchema}, ${db.schema}`);
    for (const [tenantId, group] of events) if (group.length > 0) await projection.apply(inTenant(tx, tenantId), group);
    return passed;
  });
}

/**
 * Projects the next events and moves the checkpoint in the same transaction.
 * @returns how many events were passed; 0 when there was nothing new or another instance was faster.
 */
export async function projectBatch(context: ProjectionContext, projection: AsyncProjection): Promise<number> {
  return applyBatch(context, projection, await readBatch(context, projection, await checkpointOf(context.db, projection.name)), undefined);
}

/** Projects all that there is; the next events are read and opened while a batch is written. @returns how many events were passed by this call. */
export async function projectToEnd(context: ProjectionContext, projection: AsyncProjection, side?: SideRun): Promise<number> {
  let total = 0;
  let batch = await readBatch(context, projection, await checkpointOf(context.db, side?.checkpoint ?? projection.name));
  while (batch.passed > 0) {
    const [applied, next] = await Promise.allSettled([applyBatch(context, projection, batch, side), readBatch(context, projection, batch.cursor)]);
    if (applied.status === 'rejected') throw applied.reason;
    if (applied.value === 0) return total;
    if (next.status === 'rejected') throw next.reason;
    total += applied.value;
    batch = next.value;
  }
  return total;
}
