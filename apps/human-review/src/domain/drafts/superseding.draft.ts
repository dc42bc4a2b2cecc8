import { deterministicId } from '@callmesh/contracts';
import type { Draft, Proposal } from '../draft.js';

/** Id of the draft that replaces a failed action. */
export function supersedingId(failedActionId: string): string {
  return deterministicId('superseding', failedActionId);
}

/** The same change again, for a person, with what the destination said as the doubt. */
export function superseding(failed: Draft, words: string): Proposal {
  return { draft: { ...failed, actionId: supersedingId(failed.actionId) }, doubts: [words] };
}
