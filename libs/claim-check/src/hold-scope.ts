/** What a hold covers: one conversation, or those received in a span of time, also those to come; both ends open: all of the tenant's. */
export type HoldScope = { readonly conversationId: string } | { readonly receivedFrom: string | null; readonly receivedUntil: string | null };
