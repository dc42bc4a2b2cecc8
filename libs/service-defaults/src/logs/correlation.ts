import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line of one piece of work carries. Ids only, never a personal value. */
export interface Correlation {
  /** One request, message or job. */
  readonly correlationId: string;
  readonly conversationId?: string;
  readonly tenantId?: string;
  readonly service?: string;
}

const storage = new AsyncLocalStorage<Correlation>();

/** Runs `work` with this correlation; it reaches everything that `work` awaits. */
export function withCorrelation<T>(correlation: Correlation, work: () => T): T {
  return storage.run(correlation, work);
}

/** The correlation of the work in hand; undefined outside any. */
export function currentCorrelation(): Correlation | undefined {
  return storage.getStore();
}

/** The correlation id of the work in hand. */
export function correlationId(): string | undefined {
  return storage.getStore()?.correlationId;
}
