import { nameFitting } from '@callmesh/redaction';
import type { Marked } from '../redaction/marked.js';
import { chance, shuffled } from '../learned/chance.js';
import { examplesOf, type Looked, type Tokens } from './examples.js';

const { SIZE } = nameFitting;

const EPOCHS = 36;
/** The weights of so many of the last rounds are averaged. */
const AVERAGED = 0.3;
const RATE = 0.07;
const DECAY = 1e-4;
const SEED = 20_261_121;
const MOST = 127;

/** Fits a model by logistic regression (AdaGrad, Duchi et al. 2011; averaged, Polyak and Juditsky 1992), each text told anew several times. */
export function train(texts: readonly Marked[], type: Looked, epochs = EPOCHS): nameFitting.TaggerWeights {
  const next = chance(SEED);
  return fit(examplesOf(texts, type, next), next, epochs);
}

/** The same from what was made of texts before. */
function fit(examples: readonly Tokens[][], next: () => number, epochs = EPOCHS): nameFitting.TaggerWeights {
  const model = new Model();
  const [sum, biases]: [Float64Array, number[]] = [new Float64Array(SIZE), []];
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const tellings of shuffled(examples, next)) model.learn(tellings[Math.floor(next() * tellings.length)] as Tokens);
    if (epoch < epochs * (1 - AVERAGED)) continue;
    for (let id = 0; id < SIZE; id += 1) sum[id] = (sum[id] as number) + (model.weights[id] as number);
    biases.push(model.bias);
  }
  return smaller(sum.map((value) => value / biases.length), biases.reduce((all, one) => all + one, 0) / biases.length);
}

/** Weights while they are fitted. */
class Model {
  readonly weights = new Float32Array(SIZE);
  bias = 0;
  private readonly moved = new Float32Array(SIZE).fill(0.05);
  private biasMoved = 1;

  learn(tokens: Tokens): void {
    let last = 0;
    for (let at = 0; at < tokens.length; ) {
      const [length, part, apart] = [tokens[at] as number, tokens[at + 1] as number, tokens[at + 2] as number];
      if (apart === 1) last = 0;
      const [follows, from] = [at + 3 + last * 4, at + 11];
      at = from + length;
      const error = 1 / (1 + Math.exp(-(this.bias + this.sum(tokens, follows, follows + 4) + this.sum(tokens, from, at)))) - part;
      this.biasMoved += error * error;
      this.bias -= (RATE * error) / Math.sqrt(this.biasMoved);
      this.correct(tokens, follows, follows + 4, error);
      this.correct(tokens, from, at, error);
      last = part;
    }
  }

  private sum(tokens: Tokens, from: number, to: number): number {
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += this.weights[tokens[at] as number] as number;
    return sum;
  }

  private correct(tokens: Tokens, from: number, to: number, error: number): void {
    const { weights, moved } = this;
    for (let at = from; at < to; at += 1) {
      const id = tokens[at] as number;
      const slope = error + DECAY * (weights[id] as number);
      const step = (moved[id] as number) + slope * slope;
      moved[id] = step;
      weights[id] = (weights[id] as number) - (RATE * slope) / Math.sqrt(step);
    }
  }
}

/** Each weight in one byte; a few that are larger than all others count as the largest. */
function smaller(weights: Float64Array, bias: number): nameFitting.TaggerWeights {
  const sizes = [...weights].map(Math.abs).filter((size) => size > 0).sort((a, b) => a - b);
  const unit = Number(((sizes[Math.floor(sizes.length * 0.9995)] ?? 1) / MOST).toPrecision(6));
  return { weights: Int8Array.from(weights, (weight) => Math.max(-MOST, Math.min(MOST, Math.round(weight / unit)))), unit, bias: Number(bias.toPrecision(6)) };
}
