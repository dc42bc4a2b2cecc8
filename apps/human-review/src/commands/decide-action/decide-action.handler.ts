import { DATABASE, EVENT_STORE, type Database, type EventStore } from '@callmesh/event-sourcing';
import type { Caller } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import type { Amendment } from '../../domain/action.commands.js';
import { reviewerForbidden, unknownAction } from '../../domain/action.errors.js';
import { policyKindOf } from '../../domain/drafts/own-case.draft.js';
import { mayReview } from '../../domain/policy.js';
import { queueItem, type QueueItem } from '../../projections/queue.query.js';
import { onAction } from '../action-stream.js';
import { holdOf, takeLease } from '../lease-item/leases.js';
import { policyOf } from '../set-policy/policies.js';

/** Long enough for the decision itself: an item that nobody holds is taken for the moment of deciding. */
const DECIDING_MINUTES = 1;

/** What a reviewer decides. */
export interface Decision extends Amendment {
  readonly decision: 'approve' | 'amend' | 'reject';
  readonly reason: string;
  readonly expectedVersion?: number | undefined;
  readonly contactId?: string | undefined;
}

/** A person's decision on a drafted action, under its lease. */
@Injectable()
export class DecideActionHandler {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async decide(actionId: string, { decision, ...rest }: Decision, caller: Caller): Promise<QueueItem> {
    const { tenantId, name, role } = caller;
    return this.db.transaction(tenantId, async (tx) => {
      const item = await queueItem(tx, actionId);
      if (!item) throw unknownAction(actionId);
      const policy = await policyOf(tx, policyKindOf(item));
      if (!mayReview(role, policy)) throw reviewerForbidden(item.kind, policy.reviewerRole);

      // A lease on something decided would outlive it, so only what waits is taken; the decider refuses the rest by its own words.
      const hold = item.state === 'drafted' ? holdOf(await takeLease(tx, actionId, name, DECIDING_MINUTES), name) : ({ by: 'nobody' } as const);
      const context = { conversationId: item.conversationId, causationId: item.lastEventId, time: new Date().toISOString() };
      await onAction(this.store, tx, actionId, { do: decision, ...rest, decidedBy: name, hold }, context);
      await tx.query('delete from leases where action_id = $1', [actionId]);
      const decided = await queueItem(tx, actionId);
      if (!decided) throw unknownAction(actionId);
      return decided;
    });
  }
}
