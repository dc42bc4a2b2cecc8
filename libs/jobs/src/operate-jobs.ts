import { DomainError, type Tx } from '@callmesh/event-sourcing';
import type { JobHandler, JobRecord, JobState } from './jobs.port.js';

const COLUMNS = `id, kind, conversation_id as "conversationId", state, attempts - lapses as attempts, last_error as "lastError", waits_for as "waitsFor",
  created_at as "createdAt", run_at as "runAt", started_at as "startedAt", finished_at as "finishedAt"`;

type Row = Omit<JobRecord, 'attempts' | 'createdAt' | 'runAt' | 'startedAt' | 'finishedAt'> & {
  attempts: number;
  createdAt: Date;
  runAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
};

const toRecord = (row: Row): JobRecord => ({
  ...row,
  attempts: Math.max(0, row.attempts),
  createdAt: row.createdAt.toISOString(),
  runAt: row.runAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

/**
 * The jobs of the transaction's tenant, newest first. Payloads stay where they are.
 * @param filter only of this state, of this conversation; at most `limit` of them (default 100, never above 1000).
 */
export async function listJobs(tx: Tx, filter: { readonly state?: JobState | undefined; readonly conversationId?: string | undefined; readonly limit?: number | undefined } = {}): Promise<JobRecord[]> {
  const { rows } = await tx.query<Row>(`select ${COLUMNS} from jobs where tenant_id = $1 and ($2::text is null or state = $2) and ($3::text is null or conversation_id = $3) order by seq desc limit $4`, [
    tx.tenantId,
    filter.state ?? null,
    filter.conversationId ?? null,
    Math.min(filter.limit ?? 100, 1_000),
  ]);
  return rows.map(toRecord);
}

/**
 * Puts a failed job of the transaction's tenant back into the queue: due now, with all its attempts again and a new token, so that
 * nothing that still held an old lease can end it. A worker takes it within a second.
 * @param handlers of the service; one of them may forbid it ({@link JobHandler.afterFailure}).
 * @throws DomainError `JOB.NOT_FOUND` | `JOB.NOT_FAILED` | `JOB.NOT_RETRIABLE`
 */
export async function retryJob(tx: Tx, id: string, handlers: readonly Pick<JobHandler, 'kind' | 'afterFailure'>[]): Promise<JobRecord> {
  const found = await tx.query<{ kind: string; state: JobState }>('select kind, state from jobs where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  const job = found.rows[0];
  if (!job) throw new DomainError('JOB.NOT_FOUND', `there is no job ${id}: \`callmesh jobs ls\` lists them by service`);
  const instead = handlers.find(({ kind }) => kind === job.kind)?.afterFailure;
  if (instead !== undefined) throw new DomainError('JOB.NOT_RETRIABLE', `a job of kind ${job.kind} is not run again by hand: ${instead}`);
  const { rows } = await tx.query<Row>(
    `update jobs set state = 'pending', attempts = 0, lapses = 0, token = token + 1, run_at = clock_timestamp(), owner = null, lease_until = null, waits_for = null, started_at = null, finished_at = null
     where tenant_id = $1 and id = $2 and state = 'failed' returning ${COLUMNS}`,
    [tx.tenantId, id],
  );
  if (!rows[0]) throw new DomainError('JOB.NOT_FAILED', `job ${id} is ${job.state === 'failed' ? 'in the queue again' : job.state}: only failed jobs are run again`);
  return toRecord(rows[0]);
}

/**
 * Ends a job of the transaction's tenant that waits or is worked on, as if its last attempt had failed; it can be run again later.
 * Whoever works on it loses it at the next look at its lease.
 * @param by who cancels it.
 * @throws DomainError `JOB.NOT_FOUND` | `JOB.NOT_CANCELLABLE` | `JOB.CHANGED`
 */
export async function cancelJob(tx: Tx, id: string, handlers: readonly JobHandler[], by: string): Promise<JobRecord> {
  const found = await tx.query<{ kind: string; state: JobState; conversation_id: string; payload: unknown; token: string; attempts: number }>(
    'select kind, state, conversation_id, payload, token::text, attempts - lapses as attempts from jobs where tenant_id = $1 and id = $2',
    [tx.tenantId, id],
  );
  const job = found.rows[0];
  if (!job) throw new DomainError('JOB.NOT_FOUND', `there is no job ${id}: \`callmesh jobs ls\` lists them by service`);
  const handler = handlers.find(({ kind }) => kind === job.kind);
  if (!handler || handler.afterFailure !== undefined) throw new DomainError('JOB.NOT_CANCELLABLE', `a job of kind ${job.kind} is not cancelled by hand${handler?.afterFailure ? `: ${handler.afterFailure}` : ''}`);
  if (job.state === 'completed' || job.state === 'failed') throw new DomainError('JOB.NOT_CANCELLABLE', `job ${id} is ${job.state} already`);
  const cancelled = new DomainError('JOB.CANCELLED', `cancelled by ${by}`);
  const { kind, conversation_id: conversationId, payload, token } = job;
  const held = { id, kind, tenantId: tx.tenantId, conversationId, payload, attempt: Math.max(1, job.attempts), token, signal: AbortSignal.abort(), assertHeld: () => Promise.reject(cancelled), waitsFor: () => Promise.resolve() };
  await handler.fail(tx, held, cancelled);
  const { rows } = await tx.query<Row>(
    `update jobs set state = 'failed', token = token + 1, last_error = $4, waits_for = null, owner = null, lease_until = null, finished_at = clock_timestamp()
     where tenant_id = $1 and id = $2 and token = $3::bigint and state in ('pending', 'scheduled', 'in_progress') returning ${COLUMNS}`,
    [tx.tenantId, id, token, `${cancelled.code}: ${cancelled.message}`],
  );
  if (!rows[0]) throw new DomainError('JOB.CHANGED', `job ${id} went on meanwhile: look at it again`);
  return toRecord(rows[0]);
}

/** Jobs that the transaction has recorded so far, by kind: what a rehearsed reaction would have led to. */
export async function countNewJobs(tx: Tx): Promise<Record<string, number>> {
  const { rows } = await tx.query<{ kind: string; n: number }>(`select kind, count(*)::int as n from jobs where state = 'pending' and xmin::text = (pg_current_xact_id()::xid)::text group by kind`);
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
}
