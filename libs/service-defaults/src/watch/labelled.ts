import type { Gauge } from 'prom-client';

/** Sets a gauge to exactly these series below some fixed labels: those that were there before and are not any more are taken away. */
export class Labelled {
  private before: Record<string, string>[] = [];

  constructor(private readonly gauges: readonly Gauge[]) {}

  set(rows: readonly { readonly labels: Record<string, string>; readonly values: readonly number[] }[]): void {
    for (const labels of this.before) for (const one of this.gauges) one.remove(labels);
    this.before = rows.map(({ labels }) => labels);
    for (const { labels, values } of rows) this.gauges.forEach((one, index) => one.set(labels, values[index] ?? 0));
  }
}
