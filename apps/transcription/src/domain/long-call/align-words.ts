/** A word with its time. */
export interface Timed {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** The same word heard twice is heard at nearly the same time. */
const SAME_WITHIN_MS = 600;

const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * Words that both hearings of one stretch of sound have: as many as possible, in order, each at nearly the same time in both.
 * @returns pairs of indices, ascending.
 */
export function alignWords(left: readonly Timed[], right: readonly Timed[]): [number, number][] {
  const width = right.length + 1;
  const best = new Float64Array((left.length + 1) * width);
  const likeness = (i: number, j: number): number => {
    const [one, two] = [left[i], right[j]];
    if (!one || !two || bare(one.text) !== bare(two.text)) return 0;
    const apart = Math.abs(one.startMs - two.startMs);
    // Of "no, no, no" the nearest in time are the same.
    return apart <= SAME_WITHIN_MS ? 1 - apart / (2 * SAME_WITHIN_MS) : 0;
  };
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const same = likeness(i, j);
      best[i * width + j] = Math.max(at(i + 1, j), at(i, j + 1), same > 0 ? same + at(i + 1, j + 1) : 0);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const same = likeness(i, j);
    if (same > 0 && Math.abs(at(i, j) - (same + at(i + 1, j + 1))) < 1e-9) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}
