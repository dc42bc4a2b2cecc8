import type { EventMetadata } from '@callmesh/contracts';
import { EVENT_STORE, type EventStore, type Tx } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import type { Proposal } from '../../domain/draft.js';
import { onAction } from '../action-stream.js';
import { inWords, withdrawalsOn } from '../reconcile-fact/later-facts.js';
import { policyOf } from '../set-policy/policies.js';
import { othersOnTheMatter } from './covered-matters.js';
import { doubtsAboutTranscript } from './flagged-transcripts.js';

/** What a draft follows: a failed or replaced action that it stands for, or an applied one that it undoes. */
export interface Following {
  readonly supersedes?: string;
  readonly reverts?: string;
}

const APPLIED_BEFORE = 'a change of this kind was applied for what a later analysis of this call took back';

/** Drafts an action and lets the tenant's policy of its kind decide, in the transaction of the event that asked for it. */
@Injectable()
export class DraftActionHandler {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async draft(tx: Tx, { draft, doubts, policyKind = draft.kind }: Proposal, cause: EventMetadata, following: Following = {}): Promise<void> {
    const { supersedes = null, reverts = null } = following;
    const { conversationId } = draft;
    const [policy, inTranscript, withdrawals, others] = await Promise.all([policyOf(tx, policyKind), doubtsAboutTranscript(tx, conversationId, cause.causationId), withdrawalsOn(tx, conversationId, draft.kind), othersOnTheMatter(tx, draft)]);
    // What was drafted before is drafted again after a refusal, whatever was set meanwhile; and what is wrong at a destination has to be seen.
    if (!policy.drafts && supersedes === null && reverts === null) return;
    if (others.cover) return;
    const context = { conversationId, causationId: cause.id, time: new Date().toISOString(), traceparent: cause.traceparent };
    for (const actionId of others.toEnd) await onAction(this.store, tx, actionId, { do: 'end', by: 'policy:covered', reason: `another action covers it: ${draft.summary}` }, context);
    const own = withdrawals.find(({ factId }) => factId === draft.factId);
    const appliedBefore = reverts === null && withdrawals.some(({ factId, applied }) => applied && factId !== draft.factId) ? [APPLIED_BEFORE] : [];
    const all = [...new Set([...doubts, ...inTranscript, ...appliedBefore, ...others.doubts])];
    await onAction(this.store, tx, draft.actionId, { do: 'draft', draft, doubts: all, policy, supersedes, reverts, withdrawn: own ? inWords(own) : null }, context);
  }
}
