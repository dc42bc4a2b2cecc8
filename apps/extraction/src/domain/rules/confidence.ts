import type { Calibration, RulePack } from './rule-pack.js';

/**
 * A score as a confidence: logistic, `1 / (1 + e^−((score − midpoint) / spread))`, rounded to two places and never above the pack's ceiling,
 * because rules that fit a call well are still rules.
 */
export function confidenceOf(score: number, calibration: Calibration): number {
  const value = 1 / (1 + Math.exp(-(score - calibration.midpoint) / calibration.spread));
  return Math.round(Math.min(value, calibration.ceiling) * 100) / 100;
}

/** Below this an engine that prefers precision says nothing. */
const WORTH_SAYING = 0.3;
/** Below this nothing that was learned can help a finding up. */
const WORTH_WEIGHING = 0.08;

/** Whether a finding of this pack's rules goes on: to be said, or to be weighed with what was learned. */
export const isWorthSaying = (confidence: number, { learned }: Pick<RulePack, 'learned'>): boolean => confidence >= (learned ? WORTH_WEIGHING : WORTH_SAYING);
