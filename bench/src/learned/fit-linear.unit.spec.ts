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
});
