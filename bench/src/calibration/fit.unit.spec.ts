import { fit, scoreOf, type Curve } from './fit.js';

const PRIOR: Curve = { midpoint: 2, spread: 0.9, ceiling: 0.95 };
const at = ({ midpoint, spread }: Curve, score: number): number => 1 / (1 + Math.exp(-(score - midpoint) / spread));
const findings = (score: number, right: number, wrong: number): { score: number; right: boolean }[] => [...Array<boolean>(right).fill(true), ...Array<boolean>(wrong).fill(false)].map((isRight) => ({ score, right: isRight }));

describe('a calibration', () => {
  it('stays what it was when nothing was found', () => {
    const fitted = fit([], PRIOR, 40);
    expect(fitted.midpoint).toBeCloseTo(PRIOR.midpoint, 1);
    expect(fitted.spread).toBeCloseTo(PRIOR.spread, 1);
  });

  it('rises a little for few findings that were right, never to certainty', () => {
    const fitted = fit(findings(2, 5, 0), PRIOR, 40);
    expect(at(fitted, 2)).toBeGreaterThan(0.5);
    expect(at(fitted, 2)).toBeLessThan(0.65);
  });

  it('falls where findings were wrong, and comes near the share of right ones of many', () => {
    expect(at(fit(findings(3, 0, 10), PRIOR, 40), 3)).toBeLessThan(at(PRIOR, 3));
    expect(at(fit(findings(3, 300, 300), PRIOR, 40), 3)).toBeCloseTo(0.5, 1);
  });

  it('reads the score back from a confidence', () => {
    expect(scoreOf(at(PRIOR, 2.7), PRIOR)).toBeCloseTo(2.7, 5);
    expect(scoreOf(0.95, PRIOR)).toBeCloseTo(scoreOf(1, PRIOR), 5);
  });
});
