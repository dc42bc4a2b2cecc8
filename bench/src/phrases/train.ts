import type { phraseFitting } from '@callmesh/extraction';

/** A text by its features, and what it says: for each label 1, 0, or null where that is not to be learned from. */
export interface LearnedFrom {
  readonly features: phraseFitting.Features;
  readonly says: readonly (0 | 1 | null)[];
}

/** Word sequences that fewer examples have say nothing about others. */
const LEAST_EXAMPLES = 2;
/** As many as keep the file below 400 KB. */
const MOST_ROWS = 18_000;
const EPOCHS = 10;
const RATE = 0.1;
const SHRINK = 3e-3;
const SEED = 20_261_121;
const MOST_STEPS = 127;

/** A generator of random numbers that gives the same for the same seed (Numerical Recipes). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

function shuffle(items: number[], next: () => number): void {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [items[i], items[j]] = [items[j] ?? 0, items[i] ?? 0];
  }
}

/** Word sequences → rows, those that enough examples have. */
function rowsOf(examples: readonly LearnedFrom[]): { rows: Map<number, number>; counts: number[] } {
  const seen = new Map<number, number>();
  for (const { features } of examples) for (const id of features.ids) seen.set(id, (seen.get(id) ?? 0) + 1);
  const known = [...seen].filter(([, count]) => count >= LEAST_EXAMPLES);
  return { rows: new Map(known.map(([id], row) => [id, row])), counts: known.map(([, count]) => count) };
}

/** One logistic regression for each of so many labels, all at once (Adagrad, Duchi et al. 2011; weights shrink with every example that has them). */
export function train(examples: readonly LearnedFrom[], count: number, { epochs = EPOCHS, shrink = SHRINK }: { readonly epochs?: number; readonly shrink?: number } = {}): phraseFitting.SparseWeights {
  const { rows, counts } = rowsOf(examples);
  const points = examples.map(({ features: { ids, values }, says }) => {
    const own = [...ids].map((id, i) => [rows.get(id) ?? -1, values[i] ?? 0] as const).filter(([row]) => row >= 0);
    return { rows: Int32Array.from(own.map(([row]) => row)), values: Float32Array.from(own.map(([, value]) => value)), says };
  });
  const weights = new Float32Array(rows.size * count);
  const steps = new Float32Array(weights.length).fill(1e-6);
  const bias = new Float32Array(count);
  const biasSteps = new Float32Array(count).fill(1e-6);
  const next = random(SEED);
  const order = points.map((_, at) => at);
  const error = new Float32Array(count);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, next);
    for (const at of order) {
      const point = points[at];
      if (!point) continue;
      error.set(bias);
      for (let i = 0; i < point.rows.length; i += 1) for (let label = 0, from = (point.rows[i] ?? 0) * count; label < count; label += 1) error[label] = (error[label] ?? 0) + (point.values[i] ?? 0) * (weights[from + label] ?? 0);
      for (let label = 0; label < count; label += 1) {
        const says = point.says[label] ?? null;
        const wrong = says === null ? 0 : 1 / (1 + Math.exp(-(error[label] ?? 0))) - says;
        error[label] = wrong;
        biasSteps[label] = (biasSteps[label] ?? 0) + wrong * wrong;
        bias[label] = (bias[label] ?? 0) - (RATE * wrong) / Math.sqrt(biasSteps[label] ?? 1);
      }
      for (let i = 0; i < point.rows.length; i += 1) {
        const value = point.values[i] ?? 0;
        for (let label = 0, from = (point.rows[i] ?? 0) * count; label < count; label += 1) {
          if ((point.says[label] ?? null) === null) continue;
          const slope = (error[label] ?? 0) * value + shrink * (weights[from + label] ?? 0);
          const step = (steps[from + label] ?? 0) + slope * slope;
          steps[from + label] = step;
          weights[from + label] = (weights[from + label] ?? 0) - (RATE * slope) / Math.sqrt(step);
        }
      }
    }
  }
  return smaller(rows, counts, weights, bias);
}

/** Keeps the rows that decide most, and each weight in one byte. */
function smaller(rows: ReadonlyMap<number, number>, counts: readonly number[], weights: Float32Array, bias: Float32Array): phraseFitting.SparseWeights {
  const count = bias.length;
  const labels = Array.from(bias.keys());
  const weight = (row: number, label: number): number => weights[row * count + label] ?? 0;
  const worth = (row: number): number => Math.sqrt(counts[row] ?? 0) * labels.reduce((sum, label) => sum + weight(row, label) ** 2, 0);
  const kept = [...rows].map(([id, row]) => ({ id, row, worth: worth(row) })).sort((a, b) => b.worth - a.worth || a.id - b.id).slice(0, MOST_ROWS);
  const units = labels.map((label) => kept.reduce((most, { row }) => Math.max(most, Math.abs(weight(row, label))), 1e-9) / MOST_STEPS);
  const bytes = Int8Array.from(kept.flatMap(({ row }) => units.map((unit, label) => Math.round(weight(row, label) / unit))));
  return { rows: new Map(kept.map(({ id }, at) => [id, at])), weights: bytes, units: units.map(rounded), bias: [...bias].map(rounded) };
}

const rounded = (value: number): number => Number(value.toPrecision(6));
