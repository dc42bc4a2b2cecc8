import type { ActionDraftedV1, DomainEvent } from '@callmesh/contracts';
import type { Decider } from '@callmesh/event-sourcing';
import { assertComplete, reviewedDraft } from './amended-draft.js';
import type { ActionCommand, ReviewCommand } from './action.commands.js';
import { alreadyDecided, leasedByAnother, notApproved, notAwaitingReview, notLeased, versionMismatch } from './action.errors.js';
import type { ActionKind } from './action-kind.js';
import type { ActionState } from './action.state.js';
import { doubtOf } from './doubt.js';
import type { Draft } from './draft.js';
import { signature, type Policy } from './policy.js';

export type ActionEvent =
  | DomainEvent<'action.drafted.v1'>
  | DomainEvent<'action.reviewed.v1'>
  | DomainEvent<'action.applied.v1'>
  | DomainEvent<'action.application-failed.v1'>;

/** The life of an action: drafted, reviewed by policy or a person, applied or failed. Nothing is decided twice. */
export const actionDecider: Decider<ActionCommand, ActionEvent, ActionState> = {
  initial: { situation: 'nothing' },
  decide(command, state) {
    switch (command.do) {
      case 'draft':
        // Drafted before: the fact was delivered again.
        return state.situation === 'nothing' ? draft(command) : [];
      case 'approve':
      case 'amend':
      case 'reject':
        return [review(command, state)];
      case 'end':
        // Decided meanwhile: what was decided stands, and is undone by an action of its own.
        return state.situation === 'awaiting-review' ? [reviewed(state.draft, 'rejected', command.by, command.reason)] : [];
      case 'record-applied':
      case 'record-failed':
        return outcome(command, state);
      default:
        return command satisfies never;
    }
  },
  evolve(state, event) {
    const version = state.situation === 'nothing' ? 1 : state.version + 1;
    if (event.type === 'action.drafted.v1') {
      return { situation: 'awaiting-review', version, draft: draftIn(event.data), threshold: event.data.threshold };
    }
    if (state.situation === 'nothing') return state;
    switch (event.type) {
      case 'action.reviewed.v1': {
        const { target, dueAt, decision, decidedBy } = event.data;
        const situation = decision === 'rejected' || decision === 'amended' ? decision : 'approved';
        return { ...state, situation, version, decidedBy, draft: { ...state.draft, target, dueAt } };
      }
      case 'action.applied.v1':
        return { ...state, situation: 'applied', version, decidedBy: deciderOf(state) };
      case 'action.application-failed.v1':
        return { ...state, situation: 'failed', version, decidedBy: deciderOf(state), supersededBy: event.data.supersededBy };
      default:
        return event satisfies never;
    }
  },
};

function draft({ draft, policy, doubts, supersedes, reverts = null, withdrawn = null }: Extract<ActionCommand, { do: 'draft' }>): ActionEvent[] {
  const doubt = doubtOf(draft, policy, doubts);
  const drafted: ActionEvent = { type: 'action.drafted.v1', data: { ...draft, threshold: policy.threshold, doubt, supersedes, reverts } };
  if (withdrawn !== null) return [drafted, reviewed(draft, 'rejected', 'policy:withdrawn', withdrawn)];
  if (doubt !== null) return [drafted];
  return [drafted, reviewed(draft, 'approved', signature(policy), `${assurance(draft, policy)} and nothing speaks against it`)];
}

function assurance({ kind, confidence }: Draft, { threshold }: Policy): string {
  return threshold === 0 ? `a ${kind} needs no confidence here` : `confidence ${confidence.toFixed(2)} reaches ${threshold.toFixed(2)}`;
}

function review(command: ReviewCommand, state: ActionState): ActionEvent {
  switch (state.situation) {
    case 'nothing':
      throw notAwaitingReview('not drafted');
    case 'approved':
    case 'amended':
    case 'rejected':
    case 'applied':
    case 'failed':
      throw alreadyDecided(state.situation, state.decidedBy);
    case 'awaiting-review':
      break;
    default:
      return state satisfies never;
  }
  if (command.expectedVersion !== undefined && command.expectedVersion !== state.version) throw versionMismatch(command.expectedVersion, state.version);
  if (command.hold.by === 'another') throw leasedByAnother(command.hold.name);
  if (command.hold.by === 'nobody') throw notLeased();
  if (command.do === 'reject') return reviewed(state.draft, 'rejected', command.decidedBy, command.reason);
  const left = reviewedDraft(state.draft, command);
  assertComplete(left);
  return reviewed(left, command.do === 'amend' ? 'amended' : 'approved', command.decidedBy, command.reason);
}

function reviewed(draft: Draft, decision: string, decidedBy: string, reason: string): ActionEvent {
  const { actionId, conversationId, kind, target, customer, dueAt, factId, callStartedAt, evidence } = draft;
  return {
    type: 'action.reviewed.v1',
    data: { actionId, conversationId, kind, decision, decidedBy, reason, target, customer, dueAt, factId, callStartedAt, evidence },
  };
}

function outcome(command: Extract<ActionCommand, { do: 'record-applied' | 'record-failed' }>, state: ActionState): ActionEvent[] {
  switch (state.situation) {
    case 'applied':
    case 'failed':
      // An outcome is recorded once; the same news again changes nothing.
      return [];
    case 'nothing':
    case 'awaiting-review':
    case 'rejected':
      throw notApproved(state.situation);
    case 'approved':
    case 'amended':
      break;
    default:
      return state satisfies never;
  }
  const { actionId, conversationId, kind } = state.draft;
  if (command.do === 'record-applied') {
    const { destination, object, objectId } = command;
    return [{ type: 'action.applied.v1', data: { actionId, conversationId, kind, destination, object, objectId } }];
  }
  const { code, reason, supersededBy } = command;
  return [{ type: 'action.application-failed.v1', data: { actionId, conversationId, kind, code, reason, supersededBy } }];
}

const deciderOf = (state: Exclude<ActionState, { situation: 'nothing' }>): string => ('decidedBy' in state ? state.decidedBy : 'nobody');

function draftIn(data: ActionDraftedV1): Draft {
  const { threshold: _threshold, doubt: _doubt, supersedes: _supersedes, reverts: _reverts, kind, ...rest } = data;
  return { ...rest, kind: kind as ActionKind };
}
