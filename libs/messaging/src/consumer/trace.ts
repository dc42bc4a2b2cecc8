import { AsyncLocalStorage } from 'node:async_hooks';

/** The message that is being processed, for logs and traces. */
export interface MessageTrace {
  readonly group: string;
  readonly eventId: string;
  readonly type: string;
  readonly conversationId: string;
  readonly tenantId: string;
  readonly traceparent: string | null;
}

const traces = new AsyncLocalStorage<MessageTrace>();

/** The message in whose reaction the caller runs; undefined elsewhere. */
export function currentMessage(): MessageTrace | undefined {
  return traces.getStore();
}

/** Runs a reaction so that {@link currentMessage} knows its message. */
export function traced<T>(trace: MessageTrace, work: () => Promise<T>): Promise<T> {
  return traces.run(trace, work);
}
