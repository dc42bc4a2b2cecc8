/** Binds a wrapped key to its row: moved to another conversation or tenant, it does not open. */
export const wrapContext = (tenantId: string, conversationId: string, keyId: string): string => `callmesh data key 1\n${tenantId}\n${conversationId}\n${keyId}`;
