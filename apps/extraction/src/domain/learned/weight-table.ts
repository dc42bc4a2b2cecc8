import type { FeatureBag } from './feature-bag.js';

/** A linear model over numbered features, one row of weights for each that it knows. */
export interface SparseWeights {
  /** Feature → its row. */
  readonly rows: ReadonlyMap<number, number>;
  /** Row by row, one weight for each output, in units of {@link units}. */
  readonly weights: Int8Array;
  /** What a weight of 1 is, by output. */
  readonly units: readonly number[];
  readonly bias: readonly number[];
}

/** Weights laid out for asking: a feature costs one look-up, and all its outputs stand side by side. */
export interface WeightTable {
  /** Log-odds of each output, for features scaled to a length. */
  score(bag: FeatureBag, length: number): Float32Array;
}

/** A third of the places are taken at most: what is not known, as most features are not, is known not to be at the first look. */
const ROOM = 3;

/** Lays out weights. */
export function weightTable({ rows, weights, units, bias }: SparseWeights): WeightTable {
  const outputs = bias.length;
  const size = 2 ** Math.ceil(Math.log2(ROOM * Math.max(1, rows.size)));
  const mask = size - 1;
  const ids = new Uint32Array(size);
  const rowAt = new Int32Array(size).fill(-1);
  for (const [id, row] of rows) {
    let place = id & mask;
    while ((rowAt[place] ?? -1) >= 0) place = (place + 1) & mask;
    ids[place] = id;
    rowAt[place] = row;
  }
  const rowOf = (id: number): number => {
    let place = id & mask;
    for (let row = rowAt[place] ?? -1; row >= 0; row = rowAt[place] ?? -1) {
      if (ids[place] === id) return row;
      place = (place + 1) & mask;
    }
    return -1;
  };
  const sums = new Float32Array(outputs);
  return {
    score(bag, length) {
      const scale = bag.scaleTo(length);
      sums.fill(0);
      for (let i = 0; i < bag.size; i += 1) {
        const row = rowOf(bag.ids[i] ?? 0);
        if (row < 0) continue;
        const value = Math.fround((bag.values[i] ?? 0) * scale);
        for (let output = 0, from = row * outputs; output < outputs; output += 1) sums[output] = (sums[output] ?? 0) + value * (weights[from + output] ?? 0);
      }
      return sums.map((sum, output) => sum * (units[output] ?? 0) + (bias[output] ?? 0));
    },
  };
}
