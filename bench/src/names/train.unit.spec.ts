import { nameFitting, redactor, redactText } from '@callmesh/redaction';
import { readUtterances } from '../redaction/marked.js';
import { chance } from '../learned/chance.js';
import { train } from './train.js';
import { vary } from './vary.js';

const lines = readUtterances(Array.from({ length: 12 }, () => '> who rang\n{PERSON:Tolvar} rang me\n> what broke\nthe kettle broke\n> who wrote\nit was {PERSON:Esmeri}\n').join(''));

describe('fitting the models of names', () => {
  it('makes the same of the same texts', () => {
    expect(train(lines, 'PERSON', 2)).toEqual(train(lines, 'PERSON', 2));
  });

  it('learns from what is said around a name, not the name', () => {
    const none: nameFitting.TaggerWeights = { weights: new Int8Array(nameFitting.SIZE), unit: 1, bias: -20 };
    const learned = redactor({ PERSON: train(lines, 'PERSON', 8), ADDRESS: none, USERNAME: none, PASSWORD: none });
    expect(redactText('Agent: who rang\nCustomer: brunkel rang me', undefined, learned).text).toBe('Agent: who rang\nCustomer: [PERSON_1] rang me');
  });
});

describe('a text told anew', () => {
  const [text] = readUtterances('> Your name?\nMy name is {PERSON:Ingrid Tolvar}, at {ADDRESS:12 Elm Road, Leeds}.\n');

  it('keeps its marks on what they marked', () => {
    const next = chance(7);
    for (let run = 0; run < 50; run += 1) {
      const { text: told, gold } = vary(text as NonNullable<typeof text>, next);
      expect(gold.map(({ type, start, end }) => `${type}:${told.slice(start - 1, start)}|${told.slice(end, end + 1)}`)).toEqual([expect.stringMatching(/^PERSON: \|[, ]$/), expect.stringMatching(/^ADDRESS: \|\.?$/)]);
      expect(told.toLowerCase()).toContain('customer: my name is ');
    }
  });

  it('is another one each time, and the same for the same seed', () => {
    const told = (seed: number): string[] => Array.from({ length: 5 }, ((next) => () => vary(text as NonNullable<typeof text>, next).text)(chance(seed)));
    expect(told(1)).toEqual(told(1));
    expect(new Set(told(1)).size).toBeGreaterThan(2);
  });
});
