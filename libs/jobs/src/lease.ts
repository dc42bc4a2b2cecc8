import type { Database, Tx } from '@callmesh/event-sourcing';
import { LeaseLost } from './jobs.port.js';

/** A job's row as a worker leased it. */
export interface LeasedRow {
  readonly tenantId: string;
  readonly id: string;
  readonly kind: string;
  readonly conversationId: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly lapses: number;
  readonly token: string;
  readonly lastError: string | null;
  /** Of the step that recorded the job. */
  readonly traceparent: string | null;
}

const HELD = `tenant_id = $1 and id = $2 and token = $3::bigint and state in ('scheduled', 'in_progress') and lease_until > clock_timestamp()`;

/**
 * Leases due jobs of a kind, the oldest first, so that over all processes no more than `limit` are active. Jobs whose lease has
 * lapsed return to pending before. One claim of a kind at a time.
 * @param wanted how many this process has hands for.
 * @param returning whether to look for lapsed leases first.
 */
export async function claim(db: Database, kind: string, limit: number, wanted: number, leaseMs: number, owner: string, returning = true): Promise<LeasedRow[]> {
  return db.workerTransaction(async (query) => {
    // Sent one behind the other: all are one round trip. A claim that a crash takes back leaves the job pending, so nobody waits for the disk;
    // whoever claims it then gets another token, because time has gone on.
    const locked = query(`select pg_advisory_xact_lock(hashtextextended('callmesh-jobs:' || $1 || ':' || $2, 0)), set_config('synchronous_commit', 'off', true)`, [db.schema, kind]);
    const returned =
      returning &&
      query(
        `update jobs set state = 'pending', lapses = lapses + 1, owner = null, lease_until = null, waits_for = null
         where kind = $1 and state in ('scheduled', 'in_progress') and lease_until <= clock_timestamp()`,
        [kind],
      );
    const leased = query<LeasedRow>(
      `with due as (
         select tenant_id, id from jobs where kind = $1 and state = 'pending' and run_at <= clock_timestamp() order by seq
         limit least($3::int, greatest(0, $2::int - (select count(*) from jobs where kind = $1 and state in ('scheduled', 'in_progress'))))
       )
       update jobs j set state = 'scheduled', attempts = attempts + 1, token = greatest(token + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint), owner = $5,
         lease_until = clock_timestamp() + $4 * interval '1 ms', started_at = null
       from due where j.tenant_id = due.tenant_id and j.id = due.id
       returning j.seq, j.tenant_id as "tenantId", j.id, j.kind, j.conversation_id as "conversationId", j.payload, j.attempts, j.lapses, j.token::text, j.last_error as "lastError", j.traceparent`,
      [kind, limit, wanted, leaseMs, owner],
    );
    const [, , { rows }] = await Promise.all([locked, returned, leased]);
    return rows;
  });
}

/** Gives the leases of a killed predecessor back at once: for a process that knows itself to be the only one. */
export async function reclaimAll(db: Database, kinds: readonly string[]): Promise<void> {
  await db.workerQuery(
    `update jobs set state = 'pending', lapses = lapses + 1, owner = null, lease_until = null, waits_for = null where kind = any ($1) and state in ('scheduled', 'in_progress')`,
    [kinds],
  );
}

/** Extends a lease; `started` marks the job in_progress. @returns false when the lease is lost. */
export async function extend(db: Database, job: LeasedRow, leaseMs: number, started: boolean): Promise<boolean> {
  const { rowCount } = await db.workerQuery(
    `update jobs set lease_until = clock_timestamp() + $4 * interval '1 ms', state = case when $5 then 'in_progress' else state end,
       started_at = case when $5 then coalesce(started_at, clock_timestamp()) else started_at end
     where ${HELD}`,
    [job.tenantId, job.id, job.token, leaseMs, started],
  );
  return rowCount === 1;
}

/**
 * Ends a job in the transaction of its outcome. The row is read before and written after `outcome`, so that the outcome's own
 * reads come before the transaction's first write; the write is what fences.
 * @param lazily the commit need not reach the disk.
 * @throws LeaseLost when another worker has it: nothing of the outcome is kept.
 */
export async function settle(db: Database, job: LeasedRow, state: 'completed' | 'failed', lastError: string | null, lazily: boolean, outcome: (tx: Tx) => Promise<void>): Promise<void> {
  await db.transaction(job.tenantId, async (tx) => {
    if (lazily) tx.defer('set local synchronous_commit = off');
    const held = await tx.query(`select from jobs where ${HELD}`, [job.tenantId, job.id, job.token]);
    if (held.rowCount === 0) throw lost(job);
    await outcome(tx);
    const { rowCount } = await tx.query(
      `update jobs set state = $4, last_error = $5, owner = null, lease_until = null, waits_for = null, finished_at = clock_timestamp() where ${HELD}`,
      [job.tenantId, job.id, job.token, state, lastError],
    );
    if (rowCount === 0) throw lost(job);
  });
}

/** Notes what a job in hand waits for. */
export async function noteWait(db: Database, job: LeasedRow, what: string | null): Promise<void> {
  await db.workerQuery(`update jobs set waits_for = $4 where ${HELD}`, [job.tenantId, job.id, job.token, what]);
}

/** Puts a job back for a later try; `no-try` when what went wrong was not the job's, so that this one does not count. */
export async function postpone(db: Database, job: LeasedRow, delayMs: number, lastError: string, counts: 'try' | 'no-try' = 'try'): Promise<void> {
  await db.workerQuery(
    `update jobs set state = 'pending', attempts = attempts - $6::int, run_at = clock_timestamp() + $4 * interval '1 ms', last_error = $5, owner = null, lease_until = null, waits_for = null where ${HELD}`,
    [job.tenantId, job.id, job.token, delayMs, lastError, counts === 'try' ? 0 : 1],
  );
}

/** Puts a job back as if it had not been taken: the service stops. */
export async function release(db: Database, job: LeasedRow): Promise<void> {
  await db.workerQuery(`update jobs set state = 'pending', attempts = attempts - 1, owner = null, lease_until = null, waits_for = null where ${HELD}`, [job.tenantId, job.id, job.token]);
}

/** The error of a lost lease. */
export function lost(job: LeasedRow): LeaseLost {
  return new LeaseLost(`job ${job.id} (${job.kind}): the lease with token ${job.token} has lapsed or went to another worker; its work is dropped here`);
}
