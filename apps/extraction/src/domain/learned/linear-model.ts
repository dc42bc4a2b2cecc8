import { FEATURES } from './word-features.js';

/** A linear model over features of words: per output a bias and a weight for each feature, in eighths of a byte. */
export interface LinearModel {
  readonly version: number;
  readonly outputs: readonly string[];
  readonly biases: readonly number[];
  /** A weight is its byte times this. */
  readonly step: number;
  /** `FEATURES` bytes per output, one output after the other. */
  readonly weights: Int8Array;
}

/** What the model says before it is made a probability, output by output; long utterances do not say more for being long. */
export function scoresOf({ biases, step, weights }: LinearModel, features: Int32Array): number[] {
  const scale = step / Math.sqrt(Math.max(1, features.length));
  return biases.map((bias, output) => {
    let sum = 0;
    for (const feature of features) sum += weights[output * FEATURES + feature] ?? 0;
    return bias + sum * scale;
  });
}
