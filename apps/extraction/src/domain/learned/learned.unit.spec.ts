import { scoresOf, type LinearModel } from './linear-model.js';
import { readModel, writeModel } from './model-text.js';
import { FEATURES, featuresOf } from './word-features.js';

const said = (text: string, voice: 'agent' | 'other' = 'other', marks: readonly string[] = []): number[] => [...featuresOf({ words: text.split(' '), voice, marks })].sort((a, b) => a - b);
const model = (weights: Readonly<Record<number, number>>): LinearModel => {
  const bytes = new Int8Array(FEATURES);
  for (const [at, weight] of Object.entries(weights)) bytes[Number(at)] = weight;
  return { version: 3, outputs: ['pleased'], biases: [-0.5], step: 0.25, weights: bytes };
};
const LABEL = { model: 'tone', about: 'a test', fittedOn: 'nothing', examples: 0 };

describe('features of words', () => {
  it('stay within the model and are the same every time', () => {
    const features = said('it was not good but the driver was kind');
    expect(features).toEqual(said('it was not good but the driver was kind'));
    expect(features.every((f) => f >= 0 && f < FEATURES)).toBe(true);
  });

  it('tell apart what a negation reaches, what follows a "but", the order of words, who says it and what the rules found', () => {
    const plain = said('we think good food');
    for (const other of [said('not think good food'), said('but think good food'), said('we think food good'), said('we think good food', 'agent'), said('we think good food', 'other', ['asks'])]) expect(other).not.toEqual(plain);
    expect(said('not a b c d good')).not.toContain(said('not good').find((f) => !said('good').includes(f) && !said('not').includes(f) && !said('is good').includes(f)));
  });

  it('numbers are one word, however large', () => {
    expect(said('waited 12 days')).toEqual(said('waited six days'));
  });
});

describe('a linear model', () => {
  it('adds up what its features weigh, less for each where there are many, on top of its bias', () => {
    expect(scoresOf(model({ 5: 8, 9: -4 }), Int32Array.from([5, 9, 11, 12]))).toEqual([-0.5 + ((8 - 4) * 0.25) / 2]);
    expect(scoresOf(model({}), new Int32Array())).toEqual([-0.5]);
  });

  it('is read from its file as it was written', () => {
    const written = model({ 0: -127, 7: 127, [FEATURES - 1]: 3 });
    expect(readModel('tone', writeModel(written, LABEL))).toEqual(written);
  });

  it.each([
    ['of another number of features', (file: object) => ({ ...file, features: 1024 }), /model tone: features was fitted for another number of features/],
    ['without its biases', (file: object) => ({ ...file, biases: [] }), /model tone: .* 0 biases for 1 outputs/],
  ])('a file %s is refused by name', (_what, broken, message) => {
    const file = JSON.parse(writeModel(model({}), LABEL)) as object;
    expect(() => readModel('tone', JSON.stringify(broken(file)))).toThrow(message);
  });
});
