/** Counts of the relay and the consumers; bound to Prometheus where the service is put together. */
export interface MessagingMetrics {
  /** Events that the relay handed to the broker. */
  published(topic: string, count: number): void;
  /** Messages that came from the broker, before anything was dropped. */
  consumed(group: string, topic: string, count: number): void;
  /** Messages of a type that this group does not hear. */
  skippedUnknown(group: string, topic: string, count: number): void;
  /** Messages that the inbox had already. */
  duplicates(group: string, topic: string, count: number): void;
  /** One reaction, with its duration in ms. */
  handled(group: string, type: string, durationMs: number): void;
  /** A transient fault that is tried again. */
  retried(group: string, topic: string, code: string): void;
  /** A message that could not be processed. */
  parked(group: string, topic: string, code: string): void;
  /** Messages that wait behind a parked one of their key. */
  queuedBehind(group: string, topic: string, count: number): void;
  /** A batch that waits because the group has as many parked messages as it may. */
  parkingFull(group: string, topic: string): void;
  /** Parked messages that a re-drive processed. */
  redriven(group: string, topic: string, count: number): void;
}

/** Counts nothing. */
export const noMetrics: MessagingMetrics = {
  published: () => undefined,
  consumed: () => undefined,
  skippedUnknown: () => undefined,
  duplicates: () => undefined,
  handled: () => undefined,
  retried: () => undefined,
  parked: () => undefined,
  queuedBehind: () => undefined,
  parkingFull: () => undefined,
  redriven: () => undefined,
};
