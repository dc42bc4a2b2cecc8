import { normaliseTranscript } from './normalise.js';

/** How far a transcript is from what was said. */
export interface WordErrors {
  /** Errors divided by the words of the reference; 0 is perfect, above 1 is possible. */
  readonly rate: number;
  readonly substitutions: number;
  readonly insertions: number;
  readonly deletions: number;
  /** Words in the normalised reference. */
  readonly words: number;
}

/** Cheapest way to turn the first i reference words into the first j heard words. */
interface Cell {
  readonly cost: number;
  readonly substitutions: number;
  readonly insertions: number;
  readonly deletions: number;
}

function cheapest(diagonal: Cell, left: Cell, above: Cell): Cell {
  if (diagonal.cost <= left.cost && diagonal.cost <= above.cost) return { ...diagonal, cost: diagonal.cost + 1, substitutions: diagonal.substitutions + 1 };
  if (left.cost <= above.cost) return { ...left, cost: left.cost + 1, insertions: left.insertions + 1 };
  return { ...above, cost: above.cost + 1, deletions: above.deletions + 1 };
}

/**
 * Word error rate by edit distance, after {@link normaliseTranscript} on both sides.
 * @param reference what was said
 * @param heard what the engine wrote
 */
export function wordErrorRate(reference: string, heard: string): WordErrors {
  const expected = normaliseTranscript(reference);
  const actual = normaliseTranscript(heard);
  let row: Cell[] = Array.from({ length: actual.length + 1 }, (_, j) => ({ cost: j, substitutions: 0, insertions: j, deletions: 0 }));
  for (const [i, word] of expected.entries()) {
    const next: Cell[] = [{ cost: i + 1, substitutions: 0, insertions: 0, deletions: i + 1 }];
    for (const [j, other] of actual.entries()) {
      const [diagonal, above, left] = [row[j], row[j + 1], next[j]];
      if (diagonal === undefined || above === undefined || left === undefined) throw new RangeError('edit distance table is incomplete');
      next.push(word === other ? diagonal : cheapest(diagonal, left, above));
    }
    row = next;
  }
  const last = row[actual.length] ?? { cost: 0, substitutions: 0, insertions: 0, deletions: 0 };
  const { substitutions, insertions, deletions, cost } = last;
  return { rate: cost / Math.max(1, expected.length), substitutions, insertions, deletions, words: expected.length };
}
