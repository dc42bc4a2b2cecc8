import { DomainError } from '@callmesh/event-sourcing';

export const unknownAction = (actionId: string): DomainError =>
  new DomainError('ACTION.NOT_FOUND', `there is no action ${actionId}: GET /api/v1/queue?state=all lists those of this tenant`);

export const alreadyDecided = (decision: string, decidedBy: string): DomainError =>
  new DomainError('ACTION.ALREADY_DECIDED', `this action is already ${decision} by ${decidedBy}: look at it again before doing more`, { decision, decidedBy });

export const notAwaitingReview = (situation: string): DomainError =>
  new DomainError('ACTION.NOT_AWAITING_REVIEW', `this action is ${situation}: only a drafted one can be decided on`, { situation });

export const notApproved = (situation: string): DomainError =>
  new DomainError('ACTION.NOT_APPROVED', `an outcome came for an action that is ${situation}: only an approved or amended one is applied`, { situation });

export const versionMismatch = (expected: number, actual: number): DomainError =>
  new DomainError('ACTION.VERSION_MISMATCH', `this action is at version ${actual}, not ${expected}: load it again and decide on what it says now`, { expected, actual });

export const notLeased = (): DomainError =>
  new DomainError('ACTION.NOT_LEASED', 'this item is not in your hands: POST /api/v1/actions/<id>/lease takes it');

export const leasedByAnother = (by: string): DomainError =>
  new DomainError('ACTION.LEASED_BY_ANOTHER', `${by} is working on this item: take another, or come back when the lease has ended`, { heldBy: by });

export const keyMissing = (object: string): DomainError =>
  new DomainError('ACTION.KEY_MISSING', `nothing says which ${object} is meant: amend it with its \`key\`, or reject it`, { object });

export const dueMissing = (): DomainError =>
  new DomainError('ACTION.DUE_MISSING', 'nothing says when to call back: amend it with `dueAt`, or reject it');

export const contactMissing = (): DomainError =>
  new DomainError('ACTION.CONTACT_MISSING', 'the call carries no customer number: name the contact with `contactId`, or reject it');

export const reviewerForbidden = (kind: string, role: string): DomainError =>
  new DomainError('ACTION.FORBIDDEN', `${kind} is decided by a ${role} here: ask one, or change the policy of that kind`, { kind, role });
