import type { FieldChange } from '@callmesh/contracts';
import type { Database, Tx } from '@callmesh/event-sourcing';
import type { Applied, Effect } from '../domain/effect.js';
import type { EarlierWrite, EffectMemory, WrittenRecord } from '../ports/destination.port.js';

interface EffectRow {
  state: 'writing' | 'done';
  action_id: string;
  since_ms: number;
  ago_ms: number;
  timed_out: boolean;
  changes: FieldChange[];
  object: string | null;
  object_id: string | null;
}

const SELECT = `
  select state, action_id, timed_out, changes, object, object_id,
         (extract(epoch from writing_since) * 1000)::double precision as since_ms,
         (extract(epoch from clock_timestamp() - writing_since) * 1000)::double precision as ago_ms
    from effects where effect_key = $1`;

/** What the destination already holds of an effect; a re-drive answers from here. */
export async function doneEffect(tx: Tx, key: string): Promise<Applied | undefined> {
  const { rows } = await tx.query<EffectRow>(SELECT, [key]);
  const [row] = rows;
  if (row?.state !== 'done' || row.object === null || row.object_id === null) return undefined;
  return { object: row.object, objectId: row.object_id, operation: 'unchanged', changes: [] };
}

/** Remembers the effect for good; commits with the event that says so. */
export async function rememberEffect(tx: Tx, effect: Effect, applied: Applied): Promise<void> {
  await tx.query(
    `insert into effects (tenant_id, effect_key, conversation_id, action_id, state, changes, object, object_id) values ($1, $2, $3, $4, 'done', $5, $6, $7)
     on conflict (tenant_id, effect_key) do update set state = 'done', changes = excluded.changes, object = excluded.object, object_id = excluded.object_id`,
    [tx.tenantId, effect.key, effect.conversationId, effect.actionId, JSON.stringify(applied.changes), applied.object, applied.objectId],
  );
}

/** Whether a write of the effect was begun whose end is not known. */
export async function isInDoubt(tx: Tx, key: string): Promise<boolean> {
  const { rows } = await tx.query<EffectRow>(SELECT, [key]);
  return rows[0]?.state === 'writing';
}

/** Where the destination holds something of a conversation. */
export async function writtenRecords(tx: Tx, conversationId: string): Promise<WrittenRecord[]> {
  const { rows } = await tx.query<{ object: string; object_id: string }>('select distinct object, object_id from effects where tenant_id = $1 and conversation_id = $2 and object is not null and object_id is not null', [tx.tenantId, conversationId]);
  return rows.map(({ object, object_id: objectId }) => ({ object, objectId }));
}

/** The memory of one effect in its own short transactions: each step is durable before the next request leaves. */
export function effectMemory(db: Database, tenantId: string, effect: Effect): EffectMemory {
  const run = (sql: string, ...values: unknown[]): Promise<void> => db.transaction(tenantId, async (tx) => void (await tx.query(sql, values)));
  return {
    async earlier(): Promise<EarlierWrite | undefined> {
      const { rows } = await db.transaction(tenantId, (tx) => tx.query<EffectRow>(SELECT, [effect.key]));
      const [row] = rows;
      if (row?.state !== 'writing') return undefined;
      return { sinceMs: row.since_ms, agoMs: row.ago_ms, actionId: row.action_id, timedOut: row.timed_out, changes: row.changes };
    },
    begin: (changes) =>
      run(
        `insert into effects (tenant_id, effect_key, conversation_id, action_id, state, changes) values ($1, $2, $3, $4, 'writing', $5)
         on conflict (tenant_id, effect_key) do update set action_id = excluded.action_id, writing_since = clock_timestamp(), timed_out = false, changes = excluded.changes
           where effects.state = 'writing'`,
        ...[tenantId, effect.key, effect.conversationId, effect.actionId, JSON.stringify(changes)],
      ),
    timedOut: () => run(`update effects set timed_out = true where effect_key = $1 and state = 'writing'`, effect.key),
    notDone: () => run(`delete from effects where effect_key = $1 and state = 'writing'`, effect.key),
  };
}
