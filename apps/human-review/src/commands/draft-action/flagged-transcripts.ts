import type { TranscriptFlaggedV1 } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import { doubtAboutTranscript } from '../../domain/drafts/flagged-transcript.draft.js';

/** Remembers that a call's transcript is in doubt. */
export async function noteFlagged(tx: Tx, { conversationId, transcriptVersion, flags }: TranscriptFlaggedV1): Promise<void> {
  const checks = [...new Set(flags.filter(({ severity }) => severity === 'review').map(({ check }) => check))];
  await tx.query('insert into flagged_transcripts (tenant_id, conversation_id, transcript_version, checks) values ($1, $2, $3, $4) on conflict do nothing', [tx.tenantId, conversationId, transcriptVersion, checks]);
}

/** What speaks against anything that this call led to: a flag of any version, for drafts do not say on which one they rest. */
export async function doubtsAboutTranscript(tx: Tx, conversationId: string): Promise<string[]> {
  const { rows } = await tx.query<{ check: string }>('select distinct unnest(checks) as check from flagged_transcripts where conversation_id = $1 order by 1', [conversationId]);
  return rows.length > 0 ? [doubtAboutTranscript(rows)] : [];
}
