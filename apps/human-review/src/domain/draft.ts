import type { ActionDraftedV1 } from '@callmesh/contracts';
import type { ActionKind, PolicyKind } from './action-kind.js';

/** What an action would do, before any policy has looked at it. */
export type Draft = Omit<ActionDraftedV1, 'kind' | 'threshold' | 'doubt' | 'supersedes' | 'reverts'> & { readonly kind: ActionKind };

/** A draft, and what its own contents leave open, in plain words. */
export interface Proposal {
  readonly draft: Draft;
  readonly doubts: readonly string[];
  /** Whose policy decides; the draft's kind where it is not said. */
  readonly policyKind?: PolicyKind;
}
