import type { Calibration } from './rule-pack.js';

/**
 * A score as a confidence: logistic, `1 / (1 + e^−((score − midpoint) / spread))`, rounded to two places and never above the pack's ceiling,
 * because rules that fit a call well are still rules.
 */
export function confidenceOf(score: number, calibration: Calibration): number {
  const value = 1 / (1 + Math.exp(-(score - calibration.midpoint) / calibration.spread));
  return Math.round(Math.min(value, calibration.ceiling) * 100) / 100;
}

/** Below this an engine that prefers precision says nothing. */
export const WORTH_SAYING = 0.3;
