import type { ReceivedEvent } from '@callmesh/contracts';
import { EVENT_STORE, type EventStore, type Tx } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import { callNote } from '../../domain/drafts/call-note.draft.js';
import { onAction } from '../action-stream.js';
import { DraftActionHandler } from '../draft-action/draft-action.handler.js';
import { liftFlagsBefore } from '../draft-action/flagged-transcripts.js';

/** Drafts the note of a call: once. A later analysis replaces a note that still waits, and leaves one that was written. */
@Injectable()
export class DraftNoteHandler {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly drafting: DraftActionHandler,
  ) {}

  async draft(tx: Tx, { type, data, metadata }: ReceivedEvent<'call.analysed.v1'>): Promise<void> {
    await liftFlagsBefore(tx, data.conversationId, data.transcriptVersion);
    const proposal = callNote(data, { type, factId: metadata.factId });
    if (data.analysisVersion === 1) return this.drafting.draft(tx, proposal, metadata);
    const { conversationId, id: causationId, traceparent } = metadata;
    const { rows } = await tx.query<{ actionId: string }>(
      `select action_id as "actionId" from queue_items where conversation_id = $1 and kind = 'call-note' and source_type = $2 and state = 'drafted' and action_id <> $3 order by drafted_at, action_id`,
      [conversationId, type, proposal.draft.actionId],
    );
    const [waiting] = rows;
    if (!waiting) return;
    const { events } = await onAction(this.store, tx, waiting.actionId, { do: 'end', by: 'policy:replaced', reason: 'a later analysis says it anew' }, { conversationId, causationId, time: new Date().toISOString(), traceparent });
    if (events.length > 0) await this.drafting.draft(tx, proposal, metadata, { supersedes: waiting.actionId });
  }
}
