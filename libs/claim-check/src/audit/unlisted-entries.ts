import type { AuditFault, AuditSource, AuditVerdict } from './audit-verdict.js';

/** Where a tenant's entries stand. */
export interface Places {
  /** Rows that some seal must list, in their order. */
  readonly settled: readonly number[];
  readonly unsealed: AuditVerdict['unsealed'];
}

/** Reads which entries there are, without what they say. */
export async function readPlaces(source: Pick<AuditSource, 'positionsAfter'>, now: number): Promise<Places> {
  const settled: number[] = [];
  let [entries, oldest, after] = [0, now, '0'];
  for (;;) {
    const page = await source.positionsAfter(after);
    const last = page.at(-1);
    if (!last) return { settled, unsealed: { entries, oldestSeconds: entries === 0 ? 0 : Math.max(0, now - oldest) / 1_000 } };
    for (const place of page) {
      if (place.settled) settled.push(Number(place.position));
      else {
        entries += 1;
        oldest = Math.min(oldest, Number(place.atUs) / 1_000);
      }
    }
    after = last.position;
  }
}

/** Entries that are older than the last seal, and that no seal lists. */
export function unlistedEntries(settled: readonly number[], listed: readonly number[]): AuditFault[] {
  const known = new Set(listed);
  const inOrder = Float64Array.from(listed).sort();
  return settled
    .filter((position) => !known.has(position))
    .map((position) => {
      const after = countBelow(inOrder, position);
      return { kind: 'inserted' as const, entry: null, after, position: String(position), seal: null, what: `row ${position}, after entry ${after}, is in no seal though later ones are: it was put there beside the chain, or its seal was removed` };
    });
}

function countBelow(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
