import { setTimeout as sleep } from 'node:timers/promises';
import type { Standstill } from '@callmesh/testing/faults';
import type { LogLine } from '../../support/callmesh-process.js';

const PATIENCE_MS = 75_000;

/** A process whose metrics and log can be read. */
export interface Observable {
  readonly url: string | undefined;
  readonly logs: readonly LogLine[];
}

/** Waits until the gauge `callmesh_stuck` and a log line `stuck.…` tell of one of these, each with its time since `since`. */
export async function standstill(what: string, kinds: readonly string[], processes: () => readonly Observable[], since: number): Promise<Standstill> {
  let [metricAfterMs, logAfterMs]: (number | null)[] = [null, null];
  const gauge = new RegExp(`^callmesh_stuck\\{[^}]*what="(${kinds.join('|')})"[^}]*\\} 1$`, 'm');
  for (const until = since + PATIENCE_MS; Date.now() < until && (metricAfterMs === null || logAfterMs === null); await sleep(500)) {
    for (const { url, logs } of processes()) {
      const line = logs.find(({ event, time }) => kinds.some((kind) => event === `stuck.${kind}`) && Date.parse(time) >= since);
      if (line) logAfterMs ??= Date.parse(line.time) - since;
      if (metricAfterMs !== null || url === undefined) continue;
      const text = await fetch(`${url}/metrics`).then((answer) => answer.text(), () => '');
      if (gauge.test(text)) metricAfterMs = Date.now() - since;
    }
  }
  return { what, metricAfterMs: metricAfterMs ?? null, logAfterMs: logAfterMs ?? null };
}

/** For the account of a run. */
export const told = ({ metricAfterMs, logAfterMs }: Standstill): string => `told by a metric after ${seconds(metricAfterMs)}, by a log line after ${seconds(logAfterMs)}`;

const seconds = (ms: number | null): string => (ms === null ? 'more than 75 s' : `${(ms / 1_000).toFixed(1)} s`);
