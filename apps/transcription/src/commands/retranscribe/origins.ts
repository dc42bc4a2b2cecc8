import type { Tx } from '@callmesh/event-sourcing';
import type { TranscribeCall } from '../transcribe-call/transcribe-call.js';

/** Which calls are meant; what is left out does not matter. Times are of the call, ISO 8601. */
export interface CallFilter {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly platform?: string | undefined;
  readonly agentId?: string | undefined;
  /** Primary subtag, e.g. `en`. */
  readonly language?: string | undefined;
}

/** What a call was transcribed of: a recording, or a transcript that came instead of it. */
export interface Origin {
  readonly kind: 'transcribe' | 'split-recording' | 'import-transcript';
  readonly payload: TranscribeCall;
}

const KINDS = `kind in ('transcribe', 'split-recording', 'import-transcript') and payload->'again' is null`;

/** The newest recording of a call, as its own job had it; undefined for a call that never came this far. */
export async function originOf(tx: Tx, conversationId: string): Promise<Origin | undefined> {
  const { rows } = await tx.query<Origin>(`select kind, payload from jobs where conversation_id = $1 and ${KINDS} order by seq desc limit 1`, [conversationId]);
  return rows[0];
}

/** Writes the calls of a batch. @returns how many there are. */
export async function selectCalls(tx: Tx, batchId: string, filter: CallFilter): Promise<number> {
  const { rowCount } = await tx.query(
    `insert into retranscription_calls (tenant_id, batch_id, conversation_id)
     select $1, $2, conversation_id from (
       select distinct on (conversation_id) conversation_id, payload from jobs where tenant_id = $1 and ${KINDS} order by conversation_id, seq desc
     ) as newest
     where ($3::timestamptz is null or (payload->'call'->>'startedAt')::bigint >= extract(epoch from $3::timestamptz) * 1000)
       and ($4::timestamptz is null or (payload->'call'->>'startedAt')::bigint < extract(epoch from $4::timestamptz) * 1000)
       and ($5::text is null or payload->'call'->>'platform' = $5)
       and ($6::text is null or payload->'call'->>'agentId' = $6)
       and ($7::text is null or lower(split_part(payload->>'language', '-', 1)) = lower($7))
     on conflict do nothing`,
    [tx.tenantId, batchId, filter.from ?? null, filter.until ?? null, filter.platform ?? null, filter.agentId ?? null, filter.language ?? null],
  );
  return rowCount ?? 0;
}
