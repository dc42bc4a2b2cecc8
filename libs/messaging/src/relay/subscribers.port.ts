/** Which tenants have outsiders that read their events, and of which topics. */
export interface Subscribers {
  /** As it is now, or was a moment ago: a relay asks for every batch. */
  current(): Promise<SubscribedTopics>;
}

/** Tenant → internal topics that its outsiders read. */
export type SubscribedTopics = ReadonlyMap<string, ReadonlySet<string>>;

/** Nobody outside reads. */
export const noSubscribers: Subscribers = { current: () => Promise.resolve(new Map()) };
