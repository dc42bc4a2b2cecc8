/** Changes that callmesh knows how to ask for. */
export const actionKinds = ['cancel-order', 'open-case', 'call-back', 'dispute-hold', 'call-note'] as const;
export type ActionKind = (typeof actionKinds)[number];

/** What has a policy of its own: a kind of action, or the cases of a tenant's own kind of facts (`custom:<name>`). */
export type PolicyKind = ActionKind | `custom:${string}`;
