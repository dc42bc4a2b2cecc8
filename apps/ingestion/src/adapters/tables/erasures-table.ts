import type { Signed } from '@callmesh/claim-check';
import type { Tx } from '@callmesh/event-sourcing';
import type { Receipt } from '../../domain/erasure-receipt.js';

/** A request to erase. */
export interface ErasureRequest {
  readonly id: string;
  /** Role and name of who asked. */
  readonly askedBy: string;
  readonly reason: string;
  /** By what the person was named; the value itself is not kept. Null when conversations were named. */
  readonly personKind: string | null;
  /** ISO 8601 UTC. */
  readonly askedAt: string;
}

/** One conversation of a request. */
interface ErasureCall {
  readonly conversationId: string;
  /** When its key was destroyed and its erasure published, ISO 8601 UTC; null while it waits. */
  readonly erasedAt: string | null;
  /** A legal hold keeps it: it is left as it is, and erased by another request once the hold is released. */
  readonly onHold: boolean;
}

/** A request with where it stands. */
export interface ErasureRecord extends ErasureRequest {
  readonly state: 'running' | 'done';
  readonly finishedAt: string | null;
  readonly calls: readonly ErasureCall[];
  readonly receipt: Signed<Receipt> | null;
}

interface Row {
  id: string;
  asked_by: string;
  reason: string;
  person_kind: string | null;
  asked_at: Date;
  finished_at: Date | null;
  receipt: Signed<Receipt> | null;
  calls: { id: string; at: string | null; held: boolean }[] | null;
}

export async function insertErasure(tx: Tx, { id, askedBy, reason, personKind, askedAt }: ErasureRequest, conversationIds: readonly string[]): Promise<void> {
  await tx.query('insert into erasures (tenant_id, id, asked_by, reason, person_kind, asked_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing', [tx.tenantId, id, askedBy, reason, personKind, askedAt]);
  await tx.query('insert into erasure_calls (tenant_id, erasure_id, conversation_id) select $1, $2, unnest($3::text[]) on conflict do nothing', [tx.tenantId, id, conversationIds]);
}

/** Newest first; one alone when its id is given. */
export async function readErasures(tx: Tx, id: string | null = null): Promise<ErasureRecord[]> {
  const { rows } = await tx.query<Row>(
    `select e.id, e.asked_by, e.reason, e.person_kind, e.asked_at, e.finished_at, e.receipt,
            (select json_agg(json_build_object('id', c.conversation_id, 'at', c.erased_at, 'held', c.on_hold) order by c.conversation_id) from erasure_calls c where c.tenant_id = e.tenant_id and c.erasure_id = e.id) as calls
       from erasures e where e.tenant_id = $1 and ($2::text is null or e.id = $2) order by e.asked_at desc, e.id limit 200`,
    [tx.tenantId, id],
  );
  return rows.map((row) => ({
    id: row.id,
    askedBy: row.asked_by,
    reason: row.reason,
    personKind: row.person_kind,
    askedAt: row.asked_at.toISOString(),
    state: row.finished_at ? 'done' : 'running',
    finishedAt: row.finished_at?.toISOString() ?? null,
    calls: (row.calls ?? []).map(({ id: conversationId, at, held: onHold }) => ({ conversationId, erasedAt: at === null ? null : new Date(at).toISOString(), onHold })),
    receipt: row.receipt,
  }));
}

export async function noteErased(tx: Tx, erasureId: string, conversationId: string, erasedAt: string): Promise<void> {
  await tx.query('update erasure_calls set erased_at = $4 where tenant_id = $1 and erasure_id = $2 and conversation_id = $3', [tx.tenantId, erasureId, conversationId, erasedAt]);
}

/** Notes which conversations of a request are on hold. */
export async function noteHeld(tx: Tx, erasureId: string, conversationIds: readonly string[]): Promise<void> {
  await tx.query('update erasure_calls set on_hold = true where tenant_id = $1 and erasure_id = $2 and conversation_id = any ($3::text[]) and erased_at is null', [tx.tenantId, erasureId, conversationIds]);
}

export async function finishErasure(tx: Tx, receipt: Signed<Receipt>): Promise<void> {
  await tx.query('update erasures set finished_at = $3, receipt = $4 where tenant_id = $1 and id = $2', [tx.tenantId, receipt.erasureId, receipt.finishedAt, JSON.stringify(receipt)]);
}
