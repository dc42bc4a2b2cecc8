import type { InsightConfirmedV1, InsightWithdrawnV1 } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';

/** A fact that a later analysis took back. */
export interface Withdrawal {
  readonly factId: string;
  /** Of the event that says so: what undoes an action rests on it. */
  readonly eventId: string;
  readonly reason: string;
  readonly replacedBy: string | null;
}

const COLUMNS = 'fact_id as "factId", event_id as "eventId", reason, replaced_by as "replacedBy"';

export async function noteWithdrawn(tx: Tx, { conversationId, factId, reason, replacedBy }: InsightWithdrawnV1, eventId: string): Promise<void> {
  await tx.query('insert into withdrawn_facts (tenant_id, fact_id, conversation_id, event_id, reason, replaced_by) values ($1, $2, $3, $4, $5, $6) on conflict do nothing', [
    ...[tx.tenantId, factId, conversationId, eventId, reason, replacedBy],
  ]);
}

/** The last word on how sure a fact is; an older analysis does not change it. */
export async function noteConfirmed(tx: Tx, { conversationId, factId, analysisVersion, confidence, engine }: InsightConfirmedV1): Promise<void> {
  await tx.query(
    `insert into confirmed_facts as c (tenant_id, fact_id, conversation_id, analysis_version, confidence, engine) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, fact_id) do update set analysis_version = excluded.analysis_version, confidence = excluded.confidence, engine = excluded.engine
       where c.analysis_version < excluded.analysis_version`,
    [tx.tenantId, factId, conversationId, analysisVersion, confidence, engine],
  );
}

export async function withdrawalOf(tx: Tx, factId: string): Promise<Withdrawal | undefined> {
  const { rows } = await tx.query<Withdrawal>(`select ${COLUMNS} from withdrawn_facts where fact_id = $1`, [factId]);
  return rows[0];
}

/** What was taken back on a call, and whether a change of this kind had been applied for it. */
export async function withdrawalsOn(tx: Tx, conversationId: string, kind: string): Promise<(Withdrawal & { readonly applied: boolean })[]> {
  const { rows } = await tx.query<Withdrawal & { applied: boolean }>(
    `select ${COLUMNS}, exists (select 1 from queue_items q where q.conversation_id = $1 and q.fact_id = w.fact_id and q.kind = $2 and q.state = 'applied') as applied
     from withdrawn_facts w where w.conversation_id = $1`,
    [conversationId, kind],
  );
  return rows;
}

/** Why a fact does not stand, in words. */
export function inWords({ reason, replacedBy }: Pick<Withdrawal, 'reason' | 'replacedBy'>): string {
  switch (reason) {
    case 'replaced':
      return `a later analysis found something else in its place (${replacedBy ?? 'another fact'})`;
    case 'transcript-corrected':
      return 'the corrected transcript does not say so';
    default:
      return 'a later analysis did not find it again';
  }
}
