import { FEATURES, type LinearModel } from '@callmesh/extraction';

/** Something labelled: its features, and which output it is; −1 is none of them. */
export interface Labelled {
  readonly features: Int32Array;
  readonly output: number;
}

/** How a model is fitted. */
export interface Fitting {
  readonly epochs: number;
  readonly rate: number;
  /** Pulls every weight towards 0 (L2), per thousand examples. */
  readonly decay: number;
  readonly seed: number;
}

/** Numbers in a row that look like chance and are the same every time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(items: readonly T[], next: () => number): T[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1));
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}

/** Multinomial logistic regression by AdaGrad, with "none of them" as the output of score 0; weights are then stored as bytes. */
export function fitLinear(examples: readonly Labelled[], outputs: readonly string[], version: number, { epochs, rate, decay, seed }: Fitting): LinearModel {
  const size = FEATURES * outputs.length;
  const [weights, moved] = [new Float64Array(size), new Float64Array(size).fill(1e-2)];
  const [biases, biasMoved] = [new Float64Array(outputs.length), new Float64Array(outputs.length).fill(1e-2)];
  const next = chance(seed);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const { features, output } of shuffled(examples, next)) {
      const value = 1 / Math.sqrt(Math.max(1, features.length));
      const raised = outputs.map((_, o) => Math.exp((biases[o] ?? 0) + value * features.reduce((sum, f) => sum + (weights[o * FEATURES + f] ?? 0), 0)));
      const total = raised.reduce((a, b) => a + b, 1);
      raised.forEach((score, o) => {
        const error = score / total - (o === output ? 1 : 0);
        biasMoved[o] = (biasMoved[o] ?? 0) + error * error;
        biases[o] = (biases[o] ?? 0) - (rate * error) / Math.sqrt(biasMoved[o] ?? 1);
        for (const feature of features) {
          const at = o * FEATURES + feature;
          const slope = error * value + decay * (weights[at] ?? 0);
          moved[at] = (moved[at] ?? 0) + slope * slope;
          weights[at] = (weights[at] ?? 0) - (rate * slope) / Math.sqrt(moved[at] ?? 1);
        }
      });
    }
  }
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const step = largest > 0 ? largest / 127 : 1;
  return { version, outputs, biases: [...biases], step, weights: Int8Array.from(weights, (weight) => Math.round(weight / step)) };
}
