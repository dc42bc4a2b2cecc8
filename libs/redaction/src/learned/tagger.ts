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

/**
 * For each token the chance that it is a part of what is looked for, by what is around it and by whether the one before it is; 0 for those that
 * cannot be; what joins two parts is passed over. Looks at each token a fixed number of times.
 */
export function chancesOf<Line>({ weights, unit, bias }: TaggerWeights, line: Line, reading: Reading<Line>): Float32Array {
  const chances = new Float32Array(reading.count(line));
  let last = 0;
  for (let at = 0; at < chances.length; at += 1) {
    if (!reading.possible(line, at)) {
      if (!reading.joins(line, at)) last = 0;
      continue;
    }
    const { ids, length } = reading.features(line, at);
    let sum = 0;
    for (let i = 0; i < length; i += 1) sum += weights[ids[i] as number] as number;
    const value = (by: Int32Array): number => (weights[by[0] as number] as number) + (weights[by[1] as number] as number) + (weights[by[2] as number] as number) + (weights[by[3] as number] as number);
    const apart = last < 1 ? chanceOf((sum + value(reading.following(line, at, 0))) * unit + bias) : 0;
    const along = last > 0.01 ? chanceOf((sum + value(reading.following(line, at, 1))) * unit + bias) : 0;
    last = chances[at] = last > 0.01 ? last * along + (1 - last) * apart : apart;
  }
  return chances;
}
