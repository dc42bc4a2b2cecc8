import type { Sentence } from '../language/tokens.js';

/** Where a known competitor is named. */
export interface KnownPlace {
  /** As the tenant writes it. */
  readonly competitor: string;
  readonly sentence: Sentence;
  readonly from: number;
  readonly to: number;
  /** 1 where it is written as the tenant writes it; less where it only sounds so. */
  readonly alike: number;
  /** Whether it counts by itself; else the words around it have to say that it is a competitor's name. */
  readonly isSure: boolean;
}
