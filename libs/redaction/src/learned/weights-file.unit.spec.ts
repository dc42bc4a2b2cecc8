import { SIZE, type TaggerWeights } from './tagger.js';
import { NUMBER_KINDS, NUMBER_SIZE, type NumberWeights } from './number-kinds.js';
import { readNumbers, readTaggers, writeNumbers, writeTaggers } from './weights-file.js';

const tagger = (weight: number): TaggerWeights => ({ weights: new Int8Array(SIZE).fill(weight), unit: 0.25, bias: -weight });
const file = writeTaggers(3, { PERSON: tagger(5), ADDRESS: tagger(-7), USERNAME: tagger(2), PASSWORD: tagger(1) });

describe('the models of names as a file', () => {
  it('are read as they were written', () => {
    expect(readTaggers(file)).toEqual({ PERSON: tagger(5), ADDRESS: tagger(-7), USERNAME: tagger(2), PASSWORD: tagger(1) });
  });

  it('that is cut short is refused', () => {
    expect(() => readTaggers(file.subarray(0, -1))).toThrow(/cut short/);
  });

  it('made for other models is refused, with the command that fits them', () => {
    expect(() => readTaggers(Buffer.from(file.toString('latin1').replace('PERSON', 'PARSON'), 'latin1'))).toThrow(/npm run bench -- names --fit/);
  });
});

describe('the models of numbers as a file', () => {
  const numbers = Object.fromEntries(NUMBER_KINDS.map((kind, at) => [kind, { weights: new Int8Array(NUMBER_SIZE).fill(at - 5), unit: 0.5, bias: at }])) as unknown as NumberWeights;

  it('are read as they were written', () => {
    expect(readNumbers(writeNumbers(1, numbers))).toEqual(numbers);
  });

  it('are not those of names', () => {
    expect(() => readNumbers(file)).toThrow(/npm run bench -- numbers --fit/);
  });
});
