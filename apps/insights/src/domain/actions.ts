import { eventsOf, type RecordedEvent } from './recorded-event.js';
import type { ActionState, ThreadAction, ThreadChange } from './conversation-thread.js';

/** An action with what only the settling needs to know. */
export interface FoldedAction extends ThreadAction {
  readonly supersededBy: string | null;
  /** A person has to decide. */
  readonly awaitsAPerson: boolean;
}

interface Outcome {
  readonly state: ActionState;
  readonly reason: string | null;
  readonly supersededBy: string | null;
}

/** Where each drafted action stands, from all that is known of it: the order of arrival plays no part. */
export function foldActions(events: readonly RecordedEvent[]): FoldedAction[] {
  const reviews = new Map(eventsOf(events, 'action.reviewed.v1').map((e) => [e.data.actionId, e.data]));
  const applied = new Set(eventsOf(events, 'action.applied.v1').map((e) => e.data.actionId));
  const failures = new Map(eventsOf(events, 'action.application-failed.v1').map((e) => [e.data.actionId, e.data]));
  return eventsOf(events, 'action.drafted.v1').map(({ data: draft }) => {
    const review = reviews.get(draft.actionId);
    const failure = failures.get(draft.actionId);
    const outcome = ((): Outcome => {
      if (failure) return { state: 'application-failed', reason: failure.reason, supersededBy: failure.supersededBy };
      if (applied.has(draft.actionId)) return { state: 'applied', reason: review?.reason ?? null, supersededBy: null };
      return review ? { state: 'reviewed', reason: review.reason, supersededBy: null } : { state: 'drafted', reason: draft.doubt, supersededBy: null };
    })();
    const dueAt = (review ?? draft).dueAt;
    return {
      actionId: draft.actionId,
      kind: draft.kind,
      ...outcome,
      decision: review?.decision ?? null,
      decidedBy: review?.decidedBy ?? null,
      confidence: draft.confidence,
      threshold: draft.threshold,
      summary: draft.summary,
      target: (review ?? draft).target,
      supersedes: draft.supersedes,
      dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
      factId: draft.factId,
      awaitsAPerson: outcome.state === 'drafted' && draft.doubt !== null,
    };
  });
}

/** What was changed at destinations. */
export function foldChanges(events: readonly RecordedEvent[]): ThreadChange[] {
  return eventsOf(events, 'crm.record-updated.v1').map(({ data }) => ({
    actionId: data.actionId,
    destination: data.destination,
    object: data.object,
    id: data.objectId,
    change: data.operation as ThreadChange['change'],
    changes: data.changes,
  }));
}

/** Nothing more happens to an action by itself: it is done, or waits for a person. A failed one rests on the draft that replaces it. */
export function isSettled(action: FoldedAction, actions: readonly FoldedAction[]): boolean {
  switch (action.state) {
    case 'drafted':
      return action.awaitsAPerson;
    case 'reviewed':
      return action.decision === 'rejected';
    case 'application-failed': {
      const replacement = actions.find((a) => a.actionId === action.supersededBy || a.supersedes === action.actionId);
      return replacement !== undefined && isSettled(replacement, actions);
    }
    case 'applied':
    case 'expired':
    case 'reverted':
      return true;
  }
}
