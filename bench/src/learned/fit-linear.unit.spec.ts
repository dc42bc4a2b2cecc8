import { scoresOf } from '@callmesh/extraction';
import { fitLinear, type Fitting, type Labelled } from './fit-linear.js';

const FITTING: Fitting = { epochs: 20, rate: 0.3, decay: 1e-5, seed: 11 };
/** Feature 1 means the first output, 2 the second, 3 neither; 9 stands everywhere. */
const examples: Labelled[] = [0, 1, -1].flatMap((output) => Array.from({ length: 20 }, () => ({ features: Int32Array.from([output === -1 ? 3 : output + 1, 9]), output })));

describe('fitting a linear model', () => {
  const model = fitLinear(examples, ['up', 'down'], 4, FITTING);

  it('finds what each feature means, and that some mean neither output', () => {
    const [up, down, neither] = [1, 2, 3].map((feature) => scoresOf(model, Int32Array.from([feature, 9])));
    expect([(up?.[0] ?? 0) > 0, (up?.[1] ?? 0) < 0]).toEqual([true, true]);
    expect([(down?.[0] ?? 0) < 0, (down?.[1] ?? 0) > 0]).toEqual([true, true]);
    expect((neither ?? []).every((score) => score < 0)).toBe(true);
  });

  it('gives the same model for the same examples and seed', () => {
    expect(fitLinear(examples, ['up', 'down'], 4, FITTING)).toEqual(model);
  });

  it('learns from two wholes which of their parts make the difference, by how much they count', () => {
    const part = (feature: number, weight: number) => ({ features: Int32Array.from([feature, 9]), weight });
    const compared = Array.from({ length: 30 }, () => ({ more: [part(5, 1), part(7, 1), part(8, 0)], less: [part(6, 1), part(7, 1), part(4, 0)] }));
    const fitted = fitLinear(examples, ['up', 'down'], 1, FITTING, compared);
    const leaning = (feature: number): number => scoresOf(fitted, Int32Array.from([feature, 9])).reduce((up, down) => up - down);
    const plain = leaning(3);
    expect(leaning(5)).toBeGreaterThan(plain + 0.5);
    expect(leaning(6)).toBeLessThan(plain - 0.5);
    for (const same of [7, 8, 4]) expect(Math.abs(leaning(same) - plain)).toBeLessThan(0.5);
  });
});
