import type { ActionKind } from './action-kind.js';

/** Who may decide on what policy leaves to people. */
export type ReviewerRole = 'reviewer' | 'supervisor';

/** When a kind of action may go unattended, for one tenant. */
export interface Policy {
  readonly kind: ActionKind;
  /** Counts up with every change; 1 is the default that callmesh comes with. */
  readonly version: number;
  /** Confidence, 0–1, from which an action without doubt is applied unattended. */
  readonly threshold: number;
  readonly reviewerRole: ReviewerRole;
}

const defaults: Readonly<Record<ActionKind, number>> = {
  'cancel-order': 0.8,
  'open-case': 0.7,
  'call-back': 0.7,
  'dispute-hold': 0.8,
  // A note changes nothing that anybody relies on, so it always goes.
  'call-note': 0,
};

export function defaultPolicy(kind: ActionKind): Policy {
  return { kind, version: 1, threshold: defaults[kind], reviewerRole: 'reviewer' };
}

/** How a policy signs a decision, e.g. `policy:cancel-order@3`. */
export function signature(policy: Policy): string {
  return `policy:${policy.kind}@${policy.version}`;
}

/** Whether somebody with this role may decide what the policy leaves to people. */
export function mayReview(role: string, policy: Policy): boolean {
  return role === 'admin' || role === 'supervisor' || role === policy.reviewerRole;
}
