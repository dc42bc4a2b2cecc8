import { context, INVALID_SPAN_CONTEXT, isSpanContextValid, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags, type Attributes, type Context, type Span } from '@opentelemetry/api';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Belongs to no trace, records nothing. */
const NO_SPAN = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
let exporting = false;

/** Says whether this process exports its traces. While it does not, steps are only handed on, at next to no cost. */
export function exportSpans(on: boolean): void {
  exporting = on;
}

/** Whether this process exports its traces. */
export function exportsSpans(): boolean {
  return exporting;
}

/** One step of a trace. Attributes carry ids, kinds and codes, never what was said. */
export interface SpanOptions {
  readonly kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly attributes?: Attributes;
  /** W3C traceparent of the step that led here; without it the work in hand is the parent. */
  readonly parent?: string | null | undefined;
}

const KINDS = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER } as const;

/** The W3C traceparent (Trace Context, level 1) of a span; null when it belongs to no trace. */
export function traceparentOf(span: Span | undefined): string | null {
  const of = span?.spanContext();
  return of && isSpanContextValid(of) ? `00-${of.traceId}-${of.spanId}-${(of.traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, '0')}` : null;
}

/** The traceparent of the work in hand; null outside any trace. */
export function currentTraceparent(): string | null {
  return traceparentOf(trace.getActiveSpan());
}

/** The trace of the work in hand, for log lines; undefined outside any. */
export function currentTraceId(): string | undefined {
  const of = trace.getActiveSpan()?.spanContext();
  return of && isSpanContextValid(of) ? of.traceId : undefined;
}

/** Starts a step; whoever starts it ends it. */
export function startSpan(name: string, { kind = 'internal', attributes, parent }: SpanOptions = {}): Span {
  if (!exporting) return (parent === undefined ? trace.getActiveSpan() : parent === null ? undefined : trace.getSpan(contextOf(parent))) ?? NO_SPAN;
  // Asked for anew each time: a tracer that is kept stays with the provider it first met.
  return trace.getTracer('callmesh').startSpan(name, { kind: KINDS[kind], ...(attributes && { attributes }) }, parent === undefined ? context.active() : contextOf(parent));
}

/** Runs work so that what it starts and appends belongs to this step. */
export function withSpan<T>(span: Span, work: () => T): T {
  return span === NO_SPAN ? work() : context.with(trace.setSpan(context.active(), span), work);
}

/** Runs work as a step of its own; a failure marks the step with its code, not with its words. */
export async function inSpan<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  const span = startSpan(name, options);
  if (span === NO_SPAN) return work(span);
  try {
    return await withSpan(span, () => work(span));
  } catch (error) {
    failSpan(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Marks a step as failed. */
export function failSpan(span: Span, error: unknown): void {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown');
}

function contextOf(traceparent: string | null): Context {
  const [, traceId, spanId, flags] = (traceparent && TRACEPARENT.exec(traceparent)) || [];
  if (!traceId || !spanId || !flags) return ROOT_CONTEXT;
  const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(remote) ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT;
}
