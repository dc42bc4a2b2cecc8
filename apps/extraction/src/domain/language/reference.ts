import type { Sentence } from './tokens.js';

/** What a business number is of. */
export type ReferenceKind = 'order' | 'invoice' | 'product' | 'amount' | 'other' | 'unnamed';

/** A business number named on the call. */
export interface Reference {
  readonly kind: ReferenceKind;
  /** Order, invoice or product id; decimal amount. */
  readonly value: string;
  /** ISO 4217 code of an amount; null when no currency was said. */
  readonly currency: string | null;
  /** Token range; of the second part when it was read out over two utterances. */
  readonly from: number;
  readonly to: number;
  /** Where the first part was said, when it was read out over two utterances. */
  readonly begins: number;
  readonly sentence: Sentence;
  readonly guessed: boolean;
}
