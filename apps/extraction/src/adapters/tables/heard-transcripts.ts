import type { ClaimCheck } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';

/** The newest transcript of a conversation: a reference, no words. */
export interface HeardTranscript {
  readonly conversationId: string;
  readonly transcriptVersion: number;
  readonly transcript: ClaimCheck;
  /** Milliseconds since the epoch. */
  readonly callStartedAt: number;
}

interface Row {
  conversation_id: string;
  transcript_version: number;
  transcript: ClaimCheck;
  call_started_at: Date;
}

/** Notes where conversations' transcripts are, those of a batch of events at once; an older version does not replace a newer one. For `Tx.gather`. */
export async function noteTranscripts(tx: Tx, heard: readonly HeardTranscript[]): Promise<void> {
  await tx.query(
    `insert into heard_transcripts (tenant_id, conversation_id, transcript_version, transcript, call_started_at)
     select distinct on (h."conversationId") $1, h."conversationId", h."transcriptVersion", h.transcript, to_timestamp(h."callStartedAt" / 1000)
     from jsonb_to_recordset($2) as h("conversationId" text, "transcriptVersion" int, transcript jsonb, "callStartedAt" float8)
     order by h."conversationId", h."transcriptVersion" desc
     on conflict (tenant_id, conversation_id) do update set transcript_version = excluded.transcript_version, transcript = excluded.transcript, call_started_at = excluded.call_started_at
     where heard_transcripts.transcript_version <= excluded.transcript_version`,
    [tx.tenantId, JSON.stringify(heard)],
  );
}

/** Conversations heard of until now. */
export async function countTranscripts(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ n: number }>('select count(*)::int as n from heard_transcripts');
  return rows[0]?.n ?? 0;
}

/** The next ones in order of conversation id, of those heard before `before`. */
export async function nextTranscripts(tx: Tx, after: string, before: string, most: number): Promise<HeardTranscript[]> {
  const { rows } = await tx.query<Row>(
    'select conversation_id, transcript_version, transcript, call_started_at from heard_transcripts where conversation_id > $1 and first_heard_at <= $2 order by conversation_id limit $3',
    [after, before, most],
  );
  return rows.map((r) => ({ conversationId: r.conversation_id, transcriptVersion: r.transcript_version, transcript: r.transcript, callStartedAt: r.call_started_at.getTime() }));
}
