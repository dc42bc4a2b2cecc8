import { redactor, redactText } from '@callmesh/redaction';
import { chance } from '../learned/chance.js';
import { readUtterances } from '../redaction/marked.js';
import { revoiced } from './revoice.js';
import { trainNumbers } from './train.js';

const lines = readUtterances(Array.from({ length: 16 }, () => '> read me the flurble\nit is {CVV:four one nine}\n> read me the gadget\nit is four one nine\n> read me the flurble\n{CVV:305}\n> read me the gadget\n305\n').join(''));

describe('fitting the models of numbers', () => {
  it('makes the same of the same texts', () => {
    expect(trainNumbers(lines, { epochs: 1 }, 1)).toEqual(trainNumbers(lines, { epochs: 1 }, 1));
  });

  it('learns from the question what the answer is, whatever the digits', () => {
    const learned = redactor(null, trainNumbers(lines));
    const text = (thing: string): string => redactText(`Agent: read me the ${thing}\nCustomer: it is seven seven two`, undefined, learned).text;
    expect(text('flurble')).toBe('Agent: read me the flurble\nCustomer: it is [CVV_1]');
    expect(text('gadget')).toBe('Agent: read me the gadget\nCustomer: it is seven seven two');
  });
});

describe('a text with its numbers told otherwise', () => {
  const [text] = readUtterances('> Your card?\nIt is {CREDIT_CARD:4539 1488 0343 6467}, order four one oh two, {PHONE:oh two oh, 5550 123}.\n');

  it('keeps its marks on what they marked, noughts and first digits, and a valid card number valid', () => {
    const next = chance(3);
    for (let round = 0; round < 60; round += 1) {
      const { text: told, gold } = revoiced(text as NonNullable<typeof text>, next);
      const [card, phone] = gold.map(({ start, end }) => told.slice(start, end));
      expect(card).toMatch(/^(?:4[\d -]{12,}\d|four .*)$/);
      expect(phone).toMatch(/^(?:oh|zero|0)/);
      expect(told).toMatch(/^Agent: Your card\?\nCustomer: It is .*, order (?:four|4).*\.$/);
    }
  });

  it('is another one each time, and the same for the same seed', () => {
    const told = (seed: number): string[] => Array.from({ length: 5 }, ((next) => () => revoiced(text as NonNullable<typeof text>, next).text)(chance(seed)));
    expect(told(1)).toEqual(told(1));
    expect(new Set(told(1)).size).toBeGreaterThan(2);
  });
});
