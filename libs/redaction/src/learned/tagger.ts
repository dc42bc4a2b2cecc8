import { BITS } from './features.js';

/** A linear model: what each feature says for a token being a part of what is looked for. */
export interface TaggerWeights {
  /** By number of the feature, in units of {@link unit}. */
  readonly weights: Int8Array;
  readonly unit: number;
  readonly bias: number;
}

/** How a model reads an utterance, token by token. */
export interface Reading<Line> {
  count(line: Line): number;
  /** Could a token be a part of what is looked for? */
  possible(line: Line, at: number): boolean;
  /** Does a token that cannot join the parts before and after it? */
  joins(line: Line, at: number): boolean;
  /** Numbers of all that is looked at; the array may be the same every time. */
  features(line: Line, at: number): { readonly ids: Int32Array; readonly length: number };
  /** Four more, by whether the token before is a part. */
  following(line: Line, at: number, part: 0 | 1): Int32Array;
}

/** Weights that a model has. */
export const SIZE = 2 ** BITS;

const chanceOf = (odds: number): number => 1 / (1 + Math.exp(-odds));

const valueOf = (weights: Int8Array, ids: Int32Array, length: number): number => {
  let sum = 0;
  for (let i = 0; i < length; i += 1) sum += weights[ids[i] as number] as number;
  return sum;
};

/** The chances of no token. */
export const NONE = new Float32Array(0);

const [apart, along] = [new Int32Array(4), new Int32Array(4)];

/**
 * By each of several models that read alike: for each token the chance that it is a part of what is looked for, by what is around it and by whether the one before it is;
 * 0 for those that cannot be; what joins two parts is passed over. Looks at each token a fixed number of times.
 */
export function chancesOf<Line>(models: readonly TaggerWeights[], line: Line, reading: Reading<Line>): Float32Array[] {
  const count = reading.count(line);
  const chances = models.map(() => new Float32Array(count));
  const last = models.map(() => 0);
  for (let at = 0; at < count; at += 1) {
    if (!reading.possible(line, at)) {
      if (!reading.joins(line, at)) last.fill(0);
      continue;
    }
    const { ids, length } = reading.features(line, at);
    apart.set(reading.following(line, at, 0));
    if (last.some((chance) => chance > 0.01)) along.set(reading.following(line, at, 1));
    for (let model = 0; model < models.length; model += 1) {
      const { weights, unit, bias } = models[model] as TaggerWeights;
      const before = last[model] as number;
      const sum = valueOf(weights, ids, length);
      const alone = before < 1 ? chanceOf((sum + valueOf(weights, apart, 4)) * unit + bias) : 0;
      const chance = before > 0.01 ? before * chanceOf((sum + valueOf(weights, along, 4)) * unit + bias) + (1 - before) * alone : alone;
      last[model] = (chances[model] as Float32Array)[at] = chance;
    }
  }
  return chances;
}
