import type { ClaimCheck } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';

/** A capture that waits for a person. */
export interface QuarantineRow {
  readonly id: string;
  readonly conversationId: string;
  readonly connection: string;
  readonly state: 'waiting' | 'settled';
  readonly code: string;
  readonly missing: readonly string[];
  readonly sha256: string;
  readonly bytes: number;
  /** The bytes as received, encrypted; null when they were too large to keep. */
  readonly original: ClaimCheck | null;
  /** Ms since the epoch. */
  readonly receivedAt: number;
  readonly fileTime: number;
  /** When the bytes must go, because the call came without consent; null when there is consent, or no bytes. */
  readonly deleteAfter: number | null;
  /** File name, reason, metadata and corrections, encrypted with the conversation's key. */
  readonly sealed: string;
}

type Raw = {
  id: string; conversation_id: string; connection: string; state: QuarantineRow['state']; code: string; missing: string[]; sha256: string; bytes: string;
  original: ClaimCheck | null; received_at: Date; file_time: Date; delete_after: Date | null; sealed: string;
};

const toRow = (raw: Raw): QuarantineRow => ({
  id: raw.id,
  conversationId: raw.conversation_id,
  connection: raw.connection,
  state: raw.state,
  code: raw.code,
  missing: raw.missing,
  sha256: raw.sha256,
  bytes: Number(raw.bytes),
  original: raw.original,
  receivedAt: raw.received_at.getTime(),
  fileTime: raw.file_time.getTime(),
  deleteAfter: raw.delete_after?.getTime() ?? null,
  sealed: raw.sealed,
});

// Bytes that come again begin no new term, unless the earlier ones are gone.
const DELETE_AFTER = `delete_after = case when excluded.delete_after is null or quarantine.original is null then excluded.delete_after else least(quarantine.delete_after, excluded.delete_after) end`;

export async function putQuarantine(tx: Tx, row: Omit<QuarantineRow, 'state'>): Promise<void> {
  await tx.query(
    `insert into quarantine (tenant_id, id, conversation_id, connection, code, missing, sha256, bytes, original, received_at, file_time, delete_after, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (tenant_id, id) do update set conversation_id = excluded.conversation_id, connection = excluded.connection, state = 'waiting', code = excluded.code,
       missing = excluded.missing, sha256 = excluded.sha256, bytes = excluded.bytes, original = excluded.original, file_time = excluded.file_time, ${DELETE_AFTER}, sealed = excluded.sealed, settled_at = null, settled_as = null`,
    [
      tx.tenantId, row.id, row.conversationId, row.connection, row.code, row.missing, row.sha256, row.bytes, row.original && JSON.stringify(row.original),
      new Date(row.receivedAt), new Date(row.fileTime), row.deleteAfter === null ? null : new Date(row.deleteAfter), row.sealed,
    ],
  );
}

/** @returns those that wait, oldest first. */
export async function listQuarantine(tx: Tx, limit: number): Promise<QuarantineRow[]> {
  const { rows } = await tx.query<Raw>(`select * from quarantine where state = 'waiting' order by received_at, id limit $1`, [limit]);
  return rows.map(toRow);
}

const OVERDUE = `state = 'waiting' and original is not null and delete_after <= clock_timestamp()`;

export async function findQuarantine(tx: Tx, id: string): Promise<QuarantineRow | null> {
  const { rows } = await tx.query<Raw>('select * from quarantine where id = $1', [id]);
  return rows[0] ? toRow(rows[0]) : null;
}

/** @returns the bytes of an entry that waits, whose consent is still open, and whose time is over; null when they may stay or are gone. */
export async function findOverdueWithoutConsent(tx: Tx, id: string): Promise<ClaimCheck | null> {
  const { rows } = await tx.query<{ original: ClaimCheck }>(`select original from quarantine where id = $1 and ${OVERDUE}`, [id]);
  return rows[0]?.original ?? null;
}

/** Entries that have waited with their bytes since before a time, oldest first. */
export async function quarantinedBefore(tx: Tx, before: Date): Promise<{ readonly id: string; readonly conversationId: string; readonly original: ClaimCheck }[]> {
  const { rows } = await tx.query<{ id: string; conversation_id: string; original: ClaimCheck }>(
    `select id, conversation_id, original from quarantine where state = 'waiting' and original is not null and received_at < $1 order by received_at, id`,
    [before],
  );
  return rows.map(({ id, conversation_id: conversationId, original }) => ({ id, conversationId, original }));
}

/** Notes that these bytes of an entry were deleted, whatever became of the entry since. */
export async function forgetBytes(tx: Tx, id: string, { uri }: ClaimCheck): Promise<void> {
  await tx.query(`update quarantine set original = null, delete_after = null where id = $1 and original ->> 'uri' = $2`, [id, uri]);
}

/** Notes that these bytes of an entry were deleted. The entry waits on: it can be re-submitted with a file. */
export async function forgetOriginal(tx: Tx, id: string, { uri }: ClaimCheck): Promise<void> {
  await tx.query(`update quarantine set original = null, delete_after = null where id = $1 and original ->> 'uri' = $2 and ${OVERDUE}`, [id, uri]);
}

/**
 * Settles the entries that a recording answers: the one re-submitted, and those of the same bytes; or, after a refusal, all of the conversation.
 * What the source said of the call is not kept any longer.
 * @returns the settled rows, whose bytes may now go.
 */
export async function settleQuarantine(tx: Tx, which: { id: string | null; conversationId: string; sha256: string | null }, settledAs: string): Promise<QuarantineRow[]> {
  const { rows } = await tx.query<Raw>(
    `update quarantine set state = 'settled', settled_at = now(), settled_as = $4, sealed = ''
     where state = 'waiting' and (id = $1 or (conversation_id = $2 and ($3::text is null or sha256 = $3))) returning *`,
    [which.id, which.conversationId, which.sha256, settledAs],
  );
  return rows.map(toRow);
}
