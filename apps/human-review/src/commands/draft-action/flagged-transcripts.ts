import type { CallRetranscribedV1, TranscriptFlaggedV1 } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import { doubtAboutTranscript } from '../../domain/drafts/flagged-transcript.draft.js';

/** Remembers that a call's transcript is in doubt. */
export async function noteFlagged(tx: Tx, { conversationId, transcriptVersion, flags }: TranscriptFlaggedV1): Promise<void> {
  const checks = [...new Set(flags.filter(({ severity }) => severity === 'review').map(({ check }) => check))];
  await tx.query('insert into flagged_transcripts (tenant_id, conversation_id, transcript_version, checks) values ($1, $2, $3, $4) on conflict do nothing', [tx.tenantId, conversationId, transcriptVersion, checks]);
}

/** Remembers which event told of a later transcript of a flagged call: facts say what led to them. Flags of a version come before the next one. */
export async function noteLaterTranscript(tx: Tx, { conversationId, transcriptVersion }: CallRetranscribedV1, eventId: string): Promise<void> {
  await tx.query(
    `insert into later_transcripts (tenant_id, conversation_id, event_id, transcript_version)
     select $1, $2, $3, $4 where exists (select from flagged_transcripts where conversation_id = $2) on conflict do nothing`,
    [tx.tenantId, conversationId, eventId, transcriptVersion],
  );
}

/**
 * Lifts the flags of the versions before one that was analysed: facts of a conversation come in the order of its analyses, so what comes after rests on
 * that version or a later one, whatever led to it.
 */
export async function liftFlagsBefore(tx: Tx, conversationId: string, transcriptVersion: number): Promise<void> {
  // Nothing can have been flagged before the first.
  if (transcriptVersion === 1) return;
  await tx.query('update flagged_transcripts set lifted_by = $2 where conversation_id = $1 and transcript_version < $2 and lifted_by is null', [conversationId, transcriptVersion]);
}

/**
 * What speaks against something that this call led to: the flags of the transcript on which it rests, and, where that is not known, of every version
 * that has not been left behind.
 * @param causationId the event that led to the fact: the transcript's, or that of something that was asked for.
 */
export async function doubtsAboutTranscript(tx: Tx, conversationId: string, causationId: string | null): Promise<string[]> {
  const { rows } = await tx.query<{ check: string }>(
    `select distinct unnest(checks) as check from flagged_transcripts as flagged
     where conversation_id = $1 and lifted_by is null
       and not exists (select from later_transcripts as later where later.conversation_id = $1 and later.event_id = $2 and later.transcript_version <> flagged.transcript_version)
     order by 1`,
    [conversationId, causationId],
  );
  return rows.length > 0 ? [doubtAboutTranscript(rows)] : [];
}
