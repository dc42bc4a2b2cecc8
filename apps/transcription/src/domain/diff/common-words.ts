/** A word as it is compared, with its time. */
export interface Placed {
  readonly word: string;
  readonly startMs: number;
}

/** Two versions of one recording have a word at about the same time. */
const NEAR_MS = 4_000;

/**
 * The longest sequence of words that two versions share, each at about the same time in both; so the cost grows with their length, and
 * versions of a call of hours are compared at once.
 * @returns pairs of indices, ascending.
 */
export function commonWords(one: readonly Placed[], two: readonly Placed[]): [number, number][] {
  const bands = bandsOf(one, two);
  const best: Int32Array[] = Array.from({ length: one.length + 1 });
  /** Longest from (i, j) on. Beyond a row's band nothing more is shared than at its edge. */
  const at = (i: number, j: number): number => {
    const { from, to } = bands[i] ?? { from: two.length, to: two.length };
    if (i >= one.length || j >= to) return i + 1 < one.length && j < two.length ? edge(i + 1, j) : 0;
    return best[i]?.[Math.max(j, from) - from] ?? 0;
  };
  const edge = (i: number, j: number): number => {
    for (let row = i; row < one.length; row += 1) if (j < (bands[row]?.to ?? 0)) return at(row, j);
    return 0;
  };
  for (let i = one.length - 1; i >= 0; i -= 1) {
    const { from = 0, to = 0 } = bands[i] ?? {};
    const row = new Int32Array(Math.max(1, to - from));
    best[i] = row;
    for (let j = to - 1; j >= from; j -= 1) {
      const same = one[i]?.word === two[j]?.word ? 1 + at(i + 1, j + 1) : 0;
      row[j - from] = Math.max(same, at(i + 1, j), j + 1 < to ? (row[j + 1 - from] ?? 0) : 0);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < one.length && j < two.length; ) {
    const { from = 0, to = 0 } = bands[i] ?? {};
    if (j < from) j = from;
    if (j < to && one[i]?.word === two[j]?.word && at(i, j) === 1 + at(i + 1, j + 1)) pairs.push([i++, j++]);
    else if (j >= to || at(i + 1, j) >= at(i, j)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** For each word the words of the other version that are near it; both ends only move on. */
function bandsOf(one: readonly Placed[], two: readonly Placed[]): { readonly from: number; readonly to: number }[] {
  let [from, to] = [0, 0];
  // Utterances may overlap, so times go back a little here and there: ends follow the latest.
  let latest = -Infinity;
  return one.map(({ startMs }) => {
    latest = Math.max(latest, startMs);
    while (from < two.length && (two[from]?.startMs ?? 0) < latest - 2 * NEAR_MS) from += 1;
    while (to < two.length && (two[to]?.startMs ?? 0) <= latest + NEAR_MS) to += 1;
    return { from: Math.min(from, to), to };
  });
}
