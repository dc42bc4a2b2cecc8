import { FEATURES, type LinearModel } from '@callmesh/extraction';
import { chance, shuffled } from './chance.js';

/** Something labelled: its features, and which output it is; −1 is none of them. */
export interface Labelled {
  readonly features: Int32Array;
  readonly output: number;
}

/** A whole of many parts, each with how much it counts. */
type Whole = readonly { readonly features: Int32Array; readonly weight: number }[];

/** Two wholes, nobody having labelled their parts: one has more of the first output, less of the second, than the other. */
export interface Compared {
  readonly more: Whole;
  readonly less: Whole;
}

/** How a model is fitted. */
export interface Fitting {
  readonly epochs: number;
  readonly rate: number;
  /** Pulls every weight towards 0 (L2), per thousand examples. */
  readonly decay: number;
  readonly seed: number;
  /** Numbers that features have; those of the words of the sentiment's model where nothing is said. */
  readonly size?: number;
}

/** So many labelled examples one comparison is worth. */
const COMPARISON = 2;
/** How steeply a comparison's loss falls as the difference grows. */
const STEEP = 2;

/** Weights while they are fitted, by AdaGrad. */
class Weights {
  private readonly weights: Float64Array;
  private readonly moved: Float64Array;
  private readonly biases: Float64Array;
  private readonly biasMoved: Float64Array;

  constructor(private readonly outputs: readonly string[], private readonly rate: number, private readonly decay: number, private readonly size: number) {
    this.weights = new Float64Array(size * outputs.length);
    this.moved = new Float64Array(size * outputs.length).fill(1e-2);
    this.biases = new Float64Array(outputs.length);
    this.biasMoved = new Float64Array(outputs.length).fill(1e-2);
  }

  /** How likely each output is; "none of them" is an output of score 0. */
  likely(features: Int32Array): number[] {
    const value = 1 / Math.sqrt(Math.max(1, features.length));
    const raised = this.outputs.map((_, o) => Math.exp((this.biases[o] ?? 0) + value * features.reduce((sum, f) => sum + (this.weights[o * this.size + f] ?? 0), 0)));
    const total = raised.reduce((a, b) => a + b, 1);
    return raised.map((score) => score / total);
  }

  /** One step against an error in the score of an output. */
  correct(features: Int32Array, output: number, error: number): void {
    const value = 1 / Math.sqrt(Math.max(1, features.length));
    this.biasMoved[output] = (this.biasMoved[output] ?? 0) + error * error;
    this.biases[output] = (this.biases[output] ?? 0) - (this.rate * error) / Math.sqrt(this.biasMoved[output] ?? 1);
    for (const feature of features) {
      const at = output * this.size + feature;
      const slope = error * value + this.decay * (this.weights[at] ?? 0);
      this.moved[at] = (this.moved[at] ?? 0) + slope * slope;
      this.weights[at] = (this.weights[at] ?? 0) - (this.rate * slope) / Math.sqrt(this.moved[at] ?? 1);
    }
  }

  /** Stored as bytes. */
  asModel(version: number): LinearModel {
    const largest = this.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    const step = largest > 0 ? largest / 127 : 1;
    return { version, outputs: this.outputs, biases: [...this.biases], step, weights: Int8Array.from(this.weights, (weight) => Math.round(weight / step)) };
  }
}

function learn(weights: Weights, { features, output }: Labelled): void {
  weights.likely(features).forEach((likely, o) => weights.correct(features, o, likely - (o === output ? 1 : 0)));
}

/** Logistic loss on the difference of the two sums of "how likely the first output, less how likely the second". */
function compare(weights: Weights, { more, less }: Compared): void {
  const parts = [...more, ...less.map((part) => ({ ...part, weight: -part.weight }))].map((part) => ({ ...part, likely: weights.likely(part.features) }));
  const difference = parts.reduce((sum, { weight, likely: [first = 0, second = 0] }) => sum + weight * (first - second), 0);
  const pull = (COMPARISON * STEEP) / (1 + Math.exp(STEEP * difference));
  for (const { features, weight, likely: [first = 0, second = 0] } of parts) {
    weights.correct(features, 0, -pull * weight * first * (1 - first + second));
    weights.correct(features, 1, pull * weight * second * (1 - second + first));
  }
}

/** Multinomial logistic regression, "none of them" being the output of score 0, over what is labelled and what is only compared. */
export function fitLinear(examples: readonly Labelled[], outputs: readonly string[], version: number, { epochs, rate, decay, seed, size = FEATURES }: Fitting, compared: readonly Compared[] = []): LinearModel {
  const weights = new Weights(outputs, rate, decay, size);
  const next = chance(seed);
  const all = [...examples, ...compared];
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const example of shuffled(all, next)) {
      if ('more' in example) compare(weights, example);
      else learn(weights, example);
    }
  }
  return weights.asModel(version);
}
