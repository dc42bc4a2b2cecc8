import type { RebuiltProjection, Standstill, Violation } from './history.js';

const SAID_WITHIN_MS = 60_000;

/** I4: a read model rebuilt from zero has the same bytes. */
export function projectionsEqual(projections: readonly RebuiltProjection[]): Violation[] {
  return projections
    .filter(({ live, rebuilt }) => live !== rebuilt)
    .map(({ name, live, rebuilt }) => {
      const [before, after] = [live.split('\n'), rebuilt.split('\n')];
      const at = before.findIndex((line, n) => line !== after[n]);
      const line = at < 0 ? before.length : at;
      return { invariant: 'I4', what: `${name} differs from row ${line + 1} on: ${before[line] ?? '(no row)'} became ${after[line] ?? '(no row)'}` };
    });
}

/** I5: whoever stands still is shown by a metric and said by a log line within a minute. */
export function nothingSilent(standstills: readonly Standstill[]): Violation[] {
  return standstills.flatMap(({ what, metricAfterMs, logAfterMs }) =>
    [
      ['metric', metricAfterMs] as const,
      ['log line', logAfterMs] as const,
    ].flatMap(([by, ms]): Violation[] => {
      if (ms === null) return [{ invariant: 'I5', what: `${what}: no ${by} says so` }];
      return ms > SAID_WITHIN_MS ? [{ invariant: 'I5', what: `${what}: the first ${by} came after ${ms} ms` }] : [];
    }),
  );
}
