import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { messagingMetrics } from './messaging-metrics.js';
import { collectProcessMetrics, metricsRegistry } from './metrics.js';
import './watch-gauges.js';

const folder = path.join(process.cwd(), 'deploy/observability');
const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
const dashboards = readdirSync(path.join(folder, 'grafana/dashboards'));
const rules = read('prometheus/recording.rules.yml');
const alerts = read('prometheus/alerts.rules.yml');

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

/** Names of metrics in PromQL: what callmesh, Node and the client library call theirs, and `name:of:a_rule`. */
const metricsIn = (promql: string): string[] => [...promql.matchAll(/\b(?:callmesh|nodejs|process)[a-z0-9_:]*/g)].map(([name]) => name).filter((name) => name.includes('_') || name.includes(':'));

describe('dashboards and alerts', () => {
  messagingMetrics();
  collectProcessMetrics();
  const registered = new Set(
    metricsRegistry.getMetricsAsArray().flatMap(({ name, type }) => (String(type) === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name])),
  );
  const recorded = new Set([...rules.matchAll(/record: (\S+)/g)].map(([, name]) => name));
  const unknown = (promql: string): string[] => metricsIn(promql).filter((name) => !registered.has(name) && !recorded.has(name));

  it.each(dashboards)('every panel of %s asks for metrics that the code has', (file) => {
    const { panels } = JSON.parse(read(`grafana/dashboards/${file}`)) as Dashboard;
    const asked = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(asked.flatMap(metricsIn).length).toBeGreaterThan(5);
    expect(asked.flatMap(unknown)).toEqual([]);
  });

  it('every rule asks for metrics that the code has', () => {
    const expressions = [...`${rules}${alerts}`.matchAll(/expr: >-\n((?: {10}.*\n)+)/g)].map(([, expr]) => expr as string);
    expect(expressions.length).toBeGreaterThan(15);
    expect(expressions.flatMap(unknown)).toEqual([]);
  });

  it('every alert has a paragraph that says what to do, and every paragraph its alert', () => {
    const guide = readFileSync(path.join(process.cwd(), 'docs/how-to/observe.md'), 'utf8');
    const told = [...guide.matchAll(/^### (Callmesh\w+)$/gm)].map(([, name]) => name);
    const named = [...alerts.matchAll(/alert: (\w+)/g)].map(([, name]) => name);
    expect(told.sort()).toEqual(named.sort());
  });

  it('a metric that is shown nowhere is not kept', () => {
    const shown = [...dashboards.map((file) => read(`grafana/dashboards/${file}`)), rules, alerts].join('\n');
    const ours = metricsRegistry.getMetricsAsArray().map(({ name }) => name).filter((name) => name.startsWith('callmesh_'));
    expect(ours.filter((name) => !shown.includes(name))).toEqual([]);
  });

  it('names follow Prometheus: counters end in _total, durations in seconds', () => {
    const wrong = metricsRegistry.getMetricsAsArray().filter(({ name, type }) => name.startsWith('callmesh_') && ((String(type) === 'counter') !== name.endsWith('_total') || /_(ms|millis|minutes)\b/.test(name)));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});
