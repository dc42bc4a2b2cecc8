import { NUMBER_BITS } from './number-features.js';
import type { TaggerWeights } from './tagger.js';

/** What a number can be, but nothing personal. */
export const NUMBER_KINDS = ['CREDIT_CARD', 'CVV', 'CARD_EXPIRY', 'PHONE', 'SSN', 'NATIONAL_ID', 'BANK_ACCOUNT', 'PIN', 'DRIVER_LICENCE', 'DATE_OF_BIRTH'] as const;
export type NumberKind = (typeof NUMBER_KINDS)[number];

/** A linear model for each kind; nothing personal is the kind of score 0. */
export type NumberWeights = Readonly<Record<NumberKind, TaggerWeights>>;

/** Weights that each of them has. */
export const NUMBER_SIZE = 2 ** NUMBER_BITS;

/** How likely a number is each kind, in the order of {@link NUMBER_KINDS}. */
export function kindChances(weights: NumberWeights, features: Int32Array): number[] {
  const scale = 1 / Math.sqrt(Math.max(1, features.length));
  let total = 1;
  const raised = NUMBER_KINDS.map((kind) => {
    const { weights: own, unit, bias } = weights[kind];
    let sum = 0;
    for (let at = 0; at < features.length; at += 1) sum += own[features[at] as number] as number;
    const value = Math.exp(bias + sum * unit * scale);
    total += value;
    return value;
  });
  return raised.map((value) => value / total);
}
