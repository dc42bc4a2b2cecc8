import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The process's Prometheus registry; one per process, as one `/metrics` serves it. */
export const metricsRegistry = new Registry();

let defaults = false;

/** Adds the process's own figures (memory, event loop, garbage collection), once. */
export function collectProcessMetrics(): void {
  if (defaults) return;
  defaults = true;
  collectDefaultMetrics({ register: metricsRegistry });
}

/** Durations of HTTP requests by route pattern (never by address, which holds ids) and status. */
export const httpDuration = new Histogram({
  name: 'callmesh_http_request_duration_seconds',
  help: 'HTTP request duration in seconds',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [metricsRegistry],
});

/** @returns the counter of this name, made on first use. */
export function counter(name: string, help: string, labelNames: readonly string[] = []): Counter {
  return (metricsRegistry.getSingleMetric(name) as Counter | undefined) ?? new Counter({ name, help, labelNames: [...labelNames], registers: [metricsRegistry] });
}

/** @returns the gauge of this name, made on first use. */
export function gauge(name: string, help: string, labelNames: readonly string[] = []): Gauge {
  return (metricsRegistry.getSingleMetric(name) as Gauge | undefined) ?? new Gauge({ name, help, labelNames: [...labelNames], registers: [metricsRegistry] });
}

/** @returns the histogram (seconds) of this name, made on first use. */
export function histogram(name: string, help: string, labelNames: readonly string[] = []): Histogram {
  return (metricsRegistry.getSingleMetric(name) as Histogram | undefined) ?? new Histogram({ name, help, labelNames: [...labelNames], registers: [metricsRegistry] });
}
