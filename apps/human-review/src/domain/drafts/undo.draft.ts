import { deterministicId, type FieldChange } from '@callmesh/contracts';
import type { Draft, Proposal } from '../draft.js';
import { wanted } from './proposal.js';

/** A case for whoever puts right what was applied for a fact that does not stand; nothing is undone unattended. */
export function undo(applied: Draft, changes: readonly FieldChange[], withdrawal: { readonly eventId: string; readonly words: string }): Proposal {
  const was = changes.map(({ field, before, after }) => `${field}: ${before ?? '–'} → ${after ?? '–'}`).join('; ');
  const subject = `Undo: ${applied.summary}`;
  const description = [`It was applied, but ${withdrawal.words}.`, was && `What it changed: ${was}.`].filter(Boolean).join(' ');
  const draft: Draft = {
    ...applied,
    actionId: deterministicId('undo', applied.actionId, withdrawal.eventId),
    kind: 'open-case',
    target: { object: 'case', key: null, fields: wanted({ subject, description, priority: 'high', topic: 'undo', of: applied.target.key }) },
    dueAt: null,
    // Its own effect at the destination, not that of the fact which was withdrawn.
    factId: withdrawal.eventId,
    summary: subject,
    sourceType: 'insight.withdrawn.v1',
  };
  return { draft, doubts: [`this was applied, but ${withdrawal.words}`] };
}
