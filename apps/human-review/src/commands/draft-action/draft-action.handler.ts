import type { EventMetadata } from '@callmesh/contracts';
import { EVENT_STORE, type EventStore, type Tx } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import type { Proposal } from '../../domain/draft.js';
import { onAction } from '../action-stream.js';
import { policyOf } from '../set-policy/policies.js';
import { doubtsAboutTranscript } from './flagged-transcripts.js';

/** Drafts an action and lets the tenant's policy of its kind decide, in the transaction of the event that asked for it. */
@Injectable()
export class DraftActionHandler {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async draft(tx: Tx, { draft, doubts, policyKind = draft.kind }: Proposal, cause: EventMetadata, supersedes: string | null = null): Promise<void> {
    const [policy, inTranscript] = await Promise.all([policyOf(tx, policyKind), doubtsAboutTranscript(tx, draft.conversationId)]);
    // What was drafted before is drafted again after a refusal, whatever was set meanwhile.
    if (!policy.drafts && supersedes === null) return;
    const time = new Date().toISOString();
    const { conversationId, id: causationId, traceparent } = cause;
    await onAction(this.store, tx, draft.actionId, { do: 'draft', draft, doubts: [...new Set([...doubts, ...inTranscript])], policy, supersedes }, { conversationId, causationId, time, traceparent });
  }
}
