/** Changes that callmesh knows how to ask for. */
export const actionKinds = ['cancel-order', 'open-case', 'call-back', 'dispute-hold', 'call-note'] as const;
export type ActionKind = (typeof actionKinds)[number];

/** Cases that have a policy of their own, beside that of cases. */
export const caseKinds = ['refund'] as const;

/** What has a policy of its own: a kind of action, a kind of case, or the cases of a tenant's own kind of facts (`custom:<name>`). */
export type PolicyKind = ActionKind | (typeof caseKinds)[number] | `custom:${string}`;
