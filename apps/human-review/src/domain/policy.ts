import type { ActionKind, PolicyKind } from './action-kind.js';

/** Who may decide on what policy leaves to people. */
export type ReviewerRole = 'reviewer' | 'supervisor';

/** When a kind of action may go unattended, for one tenant. */
export interface Policy {
  readonly kind: PolicyKind;
  /** Counts up with every change; 1 is the default that callmesh comes with. */
  readonly version: number;
  /** Confidence, 0–1, from which an action without doubt is applied unattended. */
  readonly threshold: number;
  readonly reviewerRole: ReviewerRole;
  /** False: nothing of the kind is drafted at all. */
  readonly drafts: boolean;
}

const defaults: Readonly<Record<ActionKind, number>> = {
  'cancel-order': 0.8,
  'open-case': 0.7,
  'call-back': 0.7,
  'dispute-hold': 0.8,
  // A note changes nothing that anybody relies on, so it always goes.
  'call-note': 0,
};

/** No engine is ever so sure: what it holds for always waits for a person. */
const ALWAYS_A_PERSON = 1;

/** Money asked back, and a tenant's own kind, wait for a person until the tenant says otherwise. */
export function defaultPolicy(kind: PolicyKind): Policy {
  return { kind, version: 1, threshold: kind in defaults ? defaults[kind as ActionKind] : ALWAYS_A_PERSON, reviewerRole: 'reviewer', drafts: true };
}

/** How a policy signs a decision, e.g. `policy:cancel-order@3`. */
export function signature(policy: Policy): string {
  return `policy:${policy.kind}@${policy.version}`;
}

/** Whether somebody with this role may decide what the policy leaves to people. */
export function mayReview(role: string, policy: Policy): boolean {
  return role === 'admin' || role === 'supervisor' || role === policy.reviewerRole;
}
