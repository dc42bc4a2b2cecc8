import { AsyncLocalStorage } from 'node:async_hooks';
import { currentTraceId } from '@callmesh/event-sourcing';
import { currentJob } from '@callmesh/jobs';
import { currentMessage } from '@callmesh/messaging';

/** What every log line of one piece of work carries. Ids only, never a personal value. */
export interface Correlation {
  /** One request, message or job. */
  readonly correlationId: string;
  readonly conversationId?: string;
  readonly tenantId?: string;
  readonly service?: string;
  /** The consumed event or the job, where there is one. */
  readonly eventId?: string;
  readonly jobId?: string;
  /** W3C trace id, while the work belongs to a trace. */
  readonly traceId?: string;
}

const storage = new AsyncLocalStorage<Correlation>();

/** Runs `work` with this correlation; it reaches everything that `work` awaits. */
export function withCorrelation<T>(correlation: Correlation, work: () => T): T {
  return storage.run(correlation, work);
}

/**
 * The correlation of the work in hand: a request, a message, or a job; undefined outside any. What was started by an event is
 * correlated by the conversation's id, as `ce_correlationid` is, so that one search finds a call's lines in all services.
 */
export function currentCorrelation(): Correlation | undefined {
  const work = storage.getStore() ?? ofMessage() ?? ofJob();
  const traceId = currentTraceId();
  return work && traceId !== undefined ? { ...work, traceId } : work;
}

function ofMessage(): Correlation | undefined {
  const message = currentMessage();
  return message && { correlationId: message.conversationId, conversationId: message.conversationId, tenantId: message.tenantId, service: message.group, eventId: message.eventId };
}

function ofJob(): Correlation | undefined {
  const job = currentJob();
  return job && { correlationId: job.conversationId, conversationId: job.conversationId, tenantId: job.tenantId, jobId: job.id };
}

/** The correlation id of the work in hand. */
export function correlationId(): string | undefined {
  return currentCorrelation()?.correlationId;
}
