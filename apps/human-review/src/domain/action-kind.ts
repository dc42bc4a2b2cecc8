/** Changes that callmesh knows how to ask for. */
export const actionKinds = ['cancel-order', 'open-case', 'call-back', 'dispute-hold', 'call-note'] as const;
export type ActionKind = (typeof actionKinds)[number];
