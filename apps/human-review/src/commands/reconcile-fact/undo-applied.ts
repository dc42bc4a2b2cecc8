import type { EventMetadata, FieldChange } from '@callmesh/contracts';
import type { EventStore, Tx } from '@callmesh/event-sourcing';
import { undo } from '../../domain/drafts/undo.draft.js';
import { actionState } from '../action-stream.js';
import type { DraftActionHandler } from '../draft-action/draft-action.handler.js';
import { inWords, type Withdrawal } from './later-facts.js';

/** Drafts for a person what undoes an applied action, once for each withdrawal. */
export async function draftUndo(tx: Tx, store: EventStore, drafting: DraftActionHandler, actionId: string, withdrawal: Withdrawal, cause: EventMetadata): Promise<void> {
  const [state, { rows }] = await Promise.all([actionState(store, tx, actionId), tx.query<{ changes: FieldChange[] }>('select changes from applied_changes where action_id = $1', [actionId])]);
  if (state.situation === 'nothing') return;
  const proposal = undo(state.draft, rows[0]?.changes ?? [], { eventId: withdrawal.eventId, words: inWords(withdrawal) });
  await drafting.draft(tx, proposal, cause, { reverts: actionId });
}
