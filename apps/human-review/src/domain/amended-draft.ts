import type { ActionTarget, FieldChange } from '@callmesh/contracts';
import type { ReviewCommand } from './action.commands.js';
import { contactMissing, dueMissing, keyMissing } from './action.errors.js';
import type { Draft } from './draft.js';

const CONTACT = 'contact';

/** The draft as the reviewer leaves it: amended values in place, and the contact they named. */
export function reviewedDraft(draft: Draft, command: ReviewCommand): Draft {
  const contact = command.contactId === undefined ? [] : [{ field: CONTACT, after: command.contactId }];
  const changed = command.do === 'amend' ? [...(command.fields ?? []), ...contact] : contact;
  const key = command.do === 'amend' ? (command.key ?? draft.target.key) : draft.target.key;
  const dueAt = command.do === 'amend' ? (command.dueAt ?? draft.dueAt) : draft.dueAt;
  return { ...draft, dueAt, target: { ...draft.target, key, fields: merged(draft.target.fields, changed) } };
}

function merged(fields: readonly FieldChange[], changed: readonly { readonly field: string; readonly after: string | null }[]): FieldChange[] {
  const names = new Set(changed.map(({ field }) => field));
  return [...fields.filter(({ field }) => !names.has(field)), ...changed.map(({ field, after }) => ({ field, before: null, after }))];
}

/** Whether a reviewer has said which contact is meant. */
export function namesContact(target: ActionTarget): boolean {
  return target.fields.some(({ field, after }) => field === CONTACT && after !== null);
}

/** A person may overrule a doubt, but not leave open what the change needs. */
export function assertComplete(draft: Draft): void {
  if ((draft.kind === 'cancel-order' || draft.kind === 'dispute-hold') && draft.target.key === null) throw keyMissing(draft.target.object);
  if (draft.kind === 'call-back' && draft.dueAt === null) throw dueMissing();
  if (draft.customer === null && !namesContact(draft.target)) throw contactMissing();
}
