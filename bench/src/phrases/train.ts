import type { phraseFitting } from '@callmesh/extraction';
import { logisticRegression, type SparseRows } from './logistic.js';

/** A text by its features, and what it says: for each label 1, 0, or null where that is not to be learned from. */
export interface LearnedFrom {
  readonly features: phraseFitting.Features;
  readonly says: readonly (0 | 1 | null)[];
  /** The same as another, as it was heard: what only it has in common with that one is nothing that two examples have. */
  readonly isCopy?: boolean;
}

/** Word sequences that fewer examples have say nothing about others. */
const LEAST_EXAMPLES = 2;
/** As many as keep the file below 600 KB. */
const MOST_ROWS = 30_000;
/** How much an example counts against the squares of the weights: chosen by authors that the model did not know. */
const COST = 8;
const MOST_STEPS = 127;

/** Word sequences → rows, those that enough examples have. */
function rowsOf(examples: readonly LearnedFrom[]): { rows: Map<number, number>; counts: number[] } {
  const seen = new Map<number, number>();
  for (const { features, isCopy } of examples) if (!isCopy) for (const id of features.ids) seen.set(id, (seen.get(id) ?? 0) + 1);
  const known = [...seen].filter(([, count]) => count >= LEAST_EXAMPLES);
  return { rows: new Map(known.map(([id], row) => [id, row])), counts: known.map(([, count]) => count) };
}

/** One logistic regression for each of so many labels. */
export function train(examples: readonly LearnedFrom[], count: number, { cost = COST, most = MOST_ROWS }: { readonly cost?: number; readonly most?: number } = {}): phraseFitting.SparseWeights {
  const { rows, counts } = rowsOf(examples);
  const points = sparse(examples, rows);
  const weights = new Float32Array(rows.size * count);
  const bias = new Float32Array(count);
  for (let label = 0; label < count; label += 1) {
    const fitted = logisticRegression(points, Int8Array.from(examples, ({ says }) => says[label] ?? -1), rows.size, cost);
    for (let row = 0; row < rows.size; row += 1) weights[row * count + label] = fitted[row] ?? 0;
    bias[label] = fitted[rows.size] ?? 0;
  }
  return smaller(rows, counts, weights, bias, most);
}

/** The examples with the columns that are known. */
function sparse(examples: readonly LearnedFrom[], rows: ReadonlyMap<number, number>): SparseRows {
  const starts = new Int32Array(examples.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  examples.forEach(({ features }, at) => {
    features.ids.forEach((id, i) => {
      const row = rows.get(id);
      if (row === undefined) return;
      columns.push(row);
      values.push(features.values[i] ?? 0);
    });
    starts[at + 1] = columns.length;
  });
  return { starts, columns: Int32Array.from(columns), values: Float32Array.from(values) };
}

/** Keeps the rows that decide most, and each weight in one byte. */
function smaller(rows: ReadonlyMap<number, number>, counts: readonly number[], weights: Float32Array, bias: Float32Array, most: number): phraseFitting.SparseWeights {
  const count = bias.length;
  const labels = Array.from(bias.keys());
  const weight = (row: number, label: number): number => weights[row * count + label] ?? 0;
  const worth = (row: number): number => Math.sqrt(counts[row] ?? 0) * labels.reduce((sum, label) => sum + weight(row, label) ** 2, 0);
  const kept = [...rows].map(([id, row]) => ({ id, row, worth: worth(row) })).sort((a, b) => b.worth - a.worth || a.id - b.id).slice(0, most);
  const units = labels.map((label) => kept.reduce((most, { row }) => Math.max(most, Math.abs(weight(row, label))), 1e-9) / MOST_STEPS);
  const bytes = Int8Array.from(kept.flatMap(({ row }) => units.map((unit, label) => Math.round(weight(row, label) / unit))));
  return { rows: new Map(kept.map(({ id }, at) => [id, at])), weights: bytes, units: units.map(rounded), bias: [...bias].map(rounded) };
}

const rounded = (value: number): number => Number(value.toPrecision(6));
