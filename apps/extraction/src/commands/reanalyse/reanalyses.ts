import type { Tx } from '@callmesh/event-sourcing';
import { CallBatches, type CallBatch } from '@callmesh/jobs';
import type { AnalyseCall } from '../analyse-call/analyse.job.js';

export const BEGIN_REANALYSIS = 'begin-reanalysis';

/** Which calls are meant, by when they began; ISO 8601. */
export interface CallsBetween {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What a re-analysis says beside its scope. */
interface ReanalysisDetails {
  /** As it was asked: local-rules, llm, or null for as calls are analysed now. */
  readonly engine: string | null;
}

/** Calls that are analysed again, and how far that is. */
export type Reanalysis = CallBatch<ReanalysisDetails, 'changed'>;

export const reanalyses = new CallBatches<ReanalysisDetails, 'changed'>({
  batches: 'reanalyses',
  calls: 'reanalysis_calls',
  details: ['engine'],
  made: 'changed',
  version: 'analysis_version',
  beginKind: BEGIN_REANALYSIS,
});

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

/** With what a call was to be analysed last: its newest transcript. */
export async function newestWork(tx: Tx, conversationId: string): Promise<AnalyseCall | undefined> {
  const { rows } = await tx.query<{ payload: AnalyseCall }>(`select payload from jobs where conversation_id = $1 and kind = 'analyse' order by (payload->>'transcriptVersion')::int desc, seq desc limit 1`, [conversationId]);
  return rows[0]?.payload;
}
