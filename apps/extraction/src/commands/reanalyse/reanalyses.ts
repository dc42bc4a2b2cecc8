import type { Tx } from '@callmesh/event-sourcing';
import type { AnalyseCall } from '../analyse-call/analyse.job.js';

/** Which calls are meant, by when they began; ISO 8601. */
export interface CallsBetween {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export type Scope = { readonly conversationId: string } | { readonly filter: CallsBetween } | { readonly all: true };

/** Calls that are analysed again, and how far that is. */
export interface Reanalysis {
  readonly id: string;
  readonly scope: Scope;
  readonly engine: string | null;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly state: 'running' | 'done';
  readonly calls: Readonly<Record<'total' | 'waiting' | 'changed' | 'unchanged' | 'failed', number>>;
}

/** How a call of it ended. */
export type CallEnd = { readonly state: 'changed'; readonly version: number } | { readonly state: 'unchanged' } | { readonly state: 'failed'; readonly code: string };

interface Row {
  readonly id: string;
  readonly scope: Scope;
  readonly engine: string | null;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly finding: boolean;
  readonly waiting: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly failed: number;
}

export async function beginReanalysis(tx: Tx, { id, scope, engine, askedBy }: Pick<Reanalysis, 'id' | 'scope' | 'engine' | 'askedBy'>): Promise<void> {
  await tx.query('insert into reanalyses (tenant_id, id, scope, engine, asked_by) values ($1, $2, $3, $4, $5)', [tx.tenantId, id, JSON.stringify(scope), engine, askedBy]);
}

/** Writes the calls of a batch: of those that were heard of, the ones that are meant. */
export async function selectCalls(tx: Tx, batchId: string, meant: CallsBetween & { readonly conversationId?: string }): Promise<number> {
  const { rowCount } = await tx.query(
    `insert into reanalysis_calls (tenant_id, batch_id, conversation_id)
     select $1, $2, conversation_id from heard_transcripts
     where ($3::timestamptz is null or call_started_at >= $3) and ($4::timestamptz is null or call_started_at < $4) and ($5::text is null or conversation_id = $5)
     on conflict do nothing`,
    [tx.tenantId, batchId, meant.from ?? null, meant.to ?? null, meant.conversationId ?? null],
  );
  return rowCount ?? 0;
}

/** The next calls of a batch, in order of conversation id. */
export async function nextCalls(tx: Tx, batchId: string, after: string, most: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>('select conversation_id as id from reanalysis_calls where batch_id = $1 and conversation_id > $2 order by conversation_id limit $3', [batchId, after, most]);
  return rows.map(({ id }) => id);
}

/** With what a call was to be analysed last: its newest transcript. */
export async function newestWork(tx: Tx, conversationId: string): Promise<AnalyseCall | undefined> {
  const { rows } = await tx.query<{ payload: AnalyseCall }>(`select payload from jobs where conversation_id = $1 and kind = 'analyse' order by (payload->>'transcriptVersion')::int desc, seq desc limit 1`, [conversationId]);
  return rows[0]?.payload;
}

/** Notes what became of one call. */
export async function noteEnd(tx: Tx, batchId: string, conversationId: string, end: CallEnd): Promise<void> {
  await tx.query('update reanalysis_calls set state = $3, analysis_version = $4, code = $5 where batch_id = $1 and conversation_id = $2', [
    ...[batchId, conversationId, end.state, end.state === 'changed' ? end.version : null, end.state === 'failed' ? end.code : null],
  ]);
}

/** Newest first; one of them where its id is given. */
export async function reanalyses(tx: Tx, id?: string): Promise<Reanalysis[]> {
  const count = (state: string): string => `count(*) filter (where calls.state = '${state}')::int as ${state}`;
  const { rows } = await tx.query<Row>(
    `select batch.id, scope, engine, asked_by, asked_at, ${['waiting', 'changed', 'unchanged', 'failed'].map(count).join(', ')},
       exists (select 1 from jobs where jobs.tenant_id = batch.tenant_id and jobs.kind = 'begin-reanalysis' and jobs.conversation_id = batch.id and jobs.state not in ('completed', 'failed')) as finding
     from reanalyses as batch left join reanalysis_calls as calls on calls.tenant_id = batch.tenant_id and calls.batch_id = batch.id
     where $1::text is null or batch.id = $1 group by batch.tenant_id, batch.id, scope, engine, asked_by, asked_at order by asked_at desc limit 100`,
    [id ?? null],
  );
  return rows.map(({ asked_by: askedBy, asked_at: askedAt, finding, waiting, changed, unchanged, failed, ...batch }) => ({
    ...batch,
    askedBy,
    askedAt: askedAt.toISOString(),
    state: finding || waiting > 0 ? 'running' : 'done',
    calls: { total: waiting + changed + unchanged + failed, waiting, changed, unchanged, failed },
  }));
}

/** The first hundred calls that failed, and why. */
export async function failuresOf(tx: Tx, batchId: string): Promise<{ conversationId: string; code: string }[]> {
  const { rows } = await tx.query<{ conversationId: string; code: string }>(`select conversation_id as "conversationId", code from reanalysis_calls where batch_id = $1 and state = 'failed' order by 1 limit 100`, [batchId]);
  return rows;
}
