import type { Tx } from '@callmesh/event-sourcing';
import type { BatchTables, CallBatch, CallEnd, CallFailure } from './call-batch.js';

const MOST = 100;

/** How far a service's batches are: one row a batch, one row for each call of it, in tables that the service's migration makes. */
export class CallBatches<Details extends object, Made extends string> {
  constructor(private readonly tables: BatchTables<Details, Made>) {}

  /** Notes that somebody wants calls done again; which ones is found later. */
  async begin(tx: Tx, { id, scope, askedBy, ...rest }: { readonly id: string; readonly scope: object; readonly askedBy: string } & Details): Promise<void> {
    const { batches, details } = this.tables;
    const own = rest as unknown as Details;
    const values = [tx.tenantId, id, JSON.stringify(scope), askedBy, ...details.map((name) => own[name])];
    await tx.query(`insert into ${batches} (${['tenant_id', 'id', 'scope', 'asked_by', ...details].join(', ')}) values (${values.map((_, n) => `$${n + 1}`).join(', ')})`, values);
  }

  /** Adds one call that is already known. */
  async add(tx: Tx, batchId: string, conversationId: string): Promise<void> {
    await tx.query(`insert into ${this.tables.calls} (tenant_id, batch_id, conversation_id) values ($1, $2, $3)`, [tx.tenantId, batchId, conversationId]);
  }

  /** The next calls of a batch, in order of conversation id. */
  async nextCalls(tx: Tx, batchId: string, after: string, most: number): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(`select conversation_id as id from ${this.tables.calls} where batch_id = $1 and conversation_id > $2 order by conversation_id limit $3`, [batchId, after, most]);
    return rows.map(({ id }) => id);
  }

  /** Notes what became of one call. */
  async noteEnd(tx: Tx, batchId: string, conversationId: string, end: CallEnd<Made>): Promise<void> {
    await tx.query(`update ${this.tables.calls} set state = $3, ${this.tables.version} = $4, code = $5 where batch_id = $1 and conversation_id = $2`, [
      ...[batchId, conversationId, end.state, 'version' in end ? end.version : null, 'code' in end ? end.code : null],
    ]);
  }

  /** Newest first, a hundred at most; one of them where its id is given. */
  async list(tx: Tx, id?: string): Promise<CallBatch<Details, Made>[]> {
    const { batches, calls, details, made, beginKind } = this.tables;
    const states = ['waiting', made, 'unchanged', 'failed'];
    const own = ['batch.id', 'scope', 'asked_by', 'asked_at', ...details].join(', ');
    const { rows } = await tx.query<BatchRow<Details>>(
      `select ${own}, jsonb_build_object(${states.map((state) => `'${state}', count(*) filter (where calls.state = '${state}')`).join(', ')}) as counts,
         exists (select 1 from jobs where jobs.tenant_id = batch.tenant_id and jobs.kind = '${beginKind}' and jobs.conversation_id = batch.id and jobs.state not in ('completed', 'failed')) as finding
       from ${batches} as batch left join ${calls} as calls on calls.tenant_id = batch.tenant_id and calls.batch_id = batch.id
       where $1::text is null or batch.id = $1 group by batch.tenant_id, ${own} order by asked_at desc limit ${MOST}`,
      [id ?? null],
    );
    return rows.map(({ asked_by: askedBy, asked_at: askedAt, finding, counts, ...batch }) => {
      const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
      const state = finding || (counts['waiting'] ?? 0) > 0 ? 'running' : 'done';
      return { ...batch, askedBy, askedAt: askedAt.toISOString(), state, calls: { total, ...counts } } as unknown as CallBatch<Details, Made>;
    });
  }

  /** The first hundred calls that failed, and why. */
  async failuresOf(tx: Tx, batchId: string): Promise<CallFailure[]> {
    const { rows } = await tx.query<{ conversationId: string; code: string }>(`select conversation_id as "conversationId", code from ${this.tables.calls} where batch_id = $1 and state = 'failed' order by 1 limit ${MOST}`, [batchId]);
    return rows;
  }
}

type BatchRow<Details extends object> = Details & {
  readonly id: string;
  readonly scope: object;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly finding: boolean;
  readonly counts: Readonly<Record<string, number>>;
};
