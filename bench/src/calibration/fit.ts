/** A curve from score to confidence: `1 / (1 + e^−((score − midpoint) / spread))`, never above `ceiling`. */
export interface Curve {
  readonly midpoint: number;
  readonly spread: number;
  readonly ceiling: number;
}

/** A finding's score, and whether it was right. */
export interface Scored {
  readonly score: number;
  readonly right: boolean;
}

const valueAt = ({ midpoint, spread }: Curve, score: number): number => 1 / (1 + Math.exp(-(score - midpoint) / spread));

/** The score that gave a confidence; of one at the ceiling the lowest that did. */
export function scoreOf(confidence: number, { midpoint, spread, ceiling }: Curve): number {
  const value = Math.min(Math.max(confidence, 0.01), ceiling, 0.99);
  return midpoint + spread * Math.log(value / (1 - value));
}

/** Scores at which the prior's opinion is asked, in spreads around its midpoint. */
const ASKED_AT = [-1, 0, 1, 2, 3];
const STEPS = 4_000;
const RATE = 0.02;

/**
 * Fits a curve (Platt 1999) to findings, together with `weight` made-up findings that lie on the prior. So few findings do not give certainty, and
 * findings that the rules were written on do not count for more than they prove.
 */
export function fit(findings: readonly Scored[], prior: Curve, weight: number): Curve {
  const asked = ASKED_AT.map((at) => prior.midpoint + at * prior.spread).map((score) => ({ score, target: valueAt(prior, score), weight: weight / ASKED_AT.length }));
  const points = [...findings.map(({ score, right }) => ({ score, target: right ? prior.ceiling : 1 - prior.ceiling, weight: 1 })), ...asked];
  const total = points.reduce((sum, p) => sum + p.weight, 0);
  let slope = 1 / prior.spread;
  let offset = -prior.midpoint / prior.spread;
  for (let step = 0; step < STEPS; step += 1) {
    let [bySlope, byOffset] = [0, 0];
    for (const { score, target, weight: counts } of points) {
      const error = (1 / (1 + Math.exp(-(slope * score + offset))) - target) * counts;
      bySlope += error * score;
      byOffset += error;
    }
    slope = Math.max(0.2, slope - (RATE * bySlope) / total);
    offset -= (RATE * byOffset) / total;
  }
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  return { midpoint: rounded(-offset / slope), spread: rounded(1 / slope), ceiling: prior.ceiling };
}
