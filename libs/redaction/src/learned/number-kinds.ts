import { NUMBER_BITS } from './number-features.js';
import type { TaggerWeights } from './tagger.js';

/** What a number can be, but nothing personal. */
export const NUMBER_KINDS = ['CREDIT_CARD', 'CVV', 'CARD_EXPIRY', 'PHONE', 'SSN', 'NATIONAL_ID', 'BANK_ACCOUNT', 'PIN', 'DRIVER_LICENCE', 'DATE_OF_BIRTH'] as const;
export type NumberKind = (typeof NUMBER_KINDS)[number];

/** A linear model for each kind; nothing personal is the kind of score 0. */
export type NumberWeights = Readonly<Record<NumberKind, TaggerWeights>>;

/** Weights that each of them has. */
export const NUMBER_SIZE = 2 ** NUMBER_BITS;

/** The weights of one feature for every kind beside each other: they are asked for together. */
const together = new WeakMap<NumberWeights, Int8Array>();

function besideEachOther(weights: NumberWeights): Int8Array {
  let all = together.get(weights);
  if (all !== undefined) return all;
  all = new Int8Array(NUMBER_SIZE * NUMBER_KINDS.length);
  for (const [kind, name] of NUMBER_KINDS.entries()) for (let feature = 0; feature < NUMBER_SIZE; feature += 1) all[feature * NUMBER_KINDS.length + kind] = weights[name].weights[feature] as number;
  together.set(weights, all);
  return all;
}

const sums = new Int32Array(NUMBER_KINDS.length);

/** How likely a number is each kind, in the order of {@link NUMBER_KINDS}. */
export function kindChances(weights: NumberWeights, features: Int32Array): number[] {
  const all = besideEachOther(weights);
  sums.fill(0);
  for (let at = 0; at < features.length; at += 1) {
    const from = (features[at] as number) * NUMBER_KINDS.length;
    for (let kind = 0; kind < NUMBER_KINDS.length; kind += 1) sums[kind] = (sums[kind] as number) + (all[from + kind] as number);
  }
  const scale = 1 / Math.sqrt(Math.max(1, features.length));
  let total = 1;
  const raised = NUMBER_KINDS.map((kind, at) => {
    const value = Math.exp(weights[kind].bias + (sums[at] as number) * weights[kind].unit * scale);
    total += value;
    return value;
  });
  return raised.map((value) => value / total);
}
