import { exportSpans } from '@callmesh/event-sourcing';
import { context, diag, DiagLogLevel, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import type { Environment } from '../config/environment.js';
import { rootLogger } from '../logs/logger.js';

const FLUSH_MS = 2_000;
/** How often at most the log says that spans do not reach their collector, ms. */
const TELL_EVERY_MS = 60_000;

/** The process's traces. */
export interface Traces {
  /** Sends what is waiting, for 2 s at most; afterwards nothing is exported. */
  stop(): Promise<void>;
}

/**
 * Lets steps know their parents in this process, and exports them by OTLP/HTTP when `OTEL_EXPORTER_OTLP_ENDPOINT` is set. Without it a
 * caller's `traceparent` still rides on all that follows from the request, and none of the SDK is loaded.
 * @param name of the process, as `service.name`.
 */
export async function setUpTraces({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: ratio }: Environment, name: string): Promise<Traces> {
  const manager = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(manager);
  const release = (): void => {
    context.disable();
    manager.disable();
  };
  if (!endpoint) return { stop: () => Promise.resolve(release()) };

  const [{ BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  sayWhatFails();
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': name }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  trace.setGlobalTracerProvider(provider);
  exportSpans(true);
  return {
    async stop() {
      exportSpans(false);
      trace.disable();
      release();
      await Promise.race([provider.shutdown(), new Promise((resolve) => setTimeout(resolve, FLUSH_MS).unref())]).catch(() => undefined);
      diag.disable();
    },
  };
}

/** A collector that is away costs traces, nothing else: it is said, but not once per batch. */
function sayWhatFails(): void {
  let toldAt = 0;
  const tell = (): void => {
    if (Date.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = Date.now();
    rootLogger().warn({ event: 'traces.not-exported' }, 'traces do not reach their collector: is it running, and is OTEL_EXPORTER_OTLP_ENDPOINT right?');
  };
  const nothing = (): void => undefined;
  diag.setLogger({ error: tell, warn: nothing, info: nothing, debug: nothing, verbose: nothing }, { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true });
}
