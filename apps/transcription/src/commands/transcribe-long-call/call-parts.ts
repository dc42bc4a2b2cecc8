import type { ClaimCheck } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';

/** A part hears so much more on either side of its cuts than is its own, so that a word at a cut is whole in one of the two. */
export const OVERLAP_MS = 15_000;

/** A part of a recording between two cuts, without its overlaps. */
export interface CallPart {
  readonly part: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** What was heard, sealed; null until then. */
  readonly heard: ClaimCheck | null;
}

interface Row {
  readonly part: number;
  readonly from_ms: number;
  readonly to_ms: number;
  readonly heard: ClaimCheck | null;
}

/** Writes a plan's parts; those of a try that came before stay as they are. */
export async function writeParts(tx: Tx, planId: string, conversationId: string, edges: readonly number[]): Promise<void> {
  for (const [part, fromMs] of edges.slice(0, -1).entries()) {
    await tx.query('insert into call_parts (tenant_id, plan_id, part, conversation_id, from_ms, to_ms) values ($1, $2, $3, $4, $5, $6) on conflict do nothing', [tx.tenantId, planId, part, conversationId, fromMs, edges[part + 1]]);
  }
}

export async function partsOf(tx: Tx, planId: string): Promise<CallPart[]> {
  const { rows } = await tx.query<Row>('select part, from_ms, to_ms, heard from call_parts where plan_id = $1 order by part', [planId]);
  return rows.map(({ part, from_ms: fromMs, to_ms: toMs, heard }) => ({ part, fromMs, toMs, heard }));
}

/** @returns whether this was the last part that was missing. Parts that end at the same time wait for each other here, so that one of them sees all. */
export async function noteHeard(tx: Tx, planId: string, part: number, heard: ClaimCheck): Promise<boolean> {
  await tx.query('select 1 from call_parts where plan_id = $1 and part = 0 for update', [planId]);
  await tx.query('update call_parts set heard = $3 where plan_id = $1 and part = $2', [planId, part, JSON.stringify(heard)]);
  return (await partsOf(tx, planId)).every(({ heard: claim }) => claim !== null);
}
