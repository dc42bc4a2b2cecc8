import { transcriptOf } from '../../testing/conversations.js';
import { findReferences } from './references.js';
import { readConversation } from './tokens.js';

const read = (...turns: string[]): string[] => findReferences(readConversation(transcriptOf(turns).utterances)).map((r) => `${r.kind} ${r.value}${r.currency ? ` ${r.currency}` : ''}`);

describe('an order number is read', () => {
  it.each([
    'order 48213',
    'order number 4-8-2-1-3',
    'order number 48,213',
    'order number 48 213',
    'order number 4, 8, 2, 1, 3',
    'order number four eight two one three',
    'order number is uh 4 8 2 1 3',
    'order number four, um, eight two, er, one three',
    'order forty-eight two thirteen',
    'order forty eight thousand two hundred and thirteen',
    'order four eight two one three, two tents',
    'order number four eight 2 1 3',
    'the order, that is 48213, is late',
    'it is order number 482 13',
    'order four eight to one three',
  ])('from "%s"', (words) => {
    expect(read(`C: It is ${words}.`)[0]).toBe('order 48213');
  });

  it('with "double" and "oh"', () => {
    expect(read('C: Order four double eight oh three.')).toEqual(['order 48803']);
  });

  it('with its letters', () => {
    expect(read('C: Order LF-48213.')).toEqual(['order LF-48213']);
  });

  it('over two utterances with an "okay" between', () => {
    expect(read('A: What is the order number?', 'C: It is four eight two,', 'A: Okay.', 'C: one three.')).toEqual(['order 48213']);
  });

  it('over two utterances with an echo between', () => {
    expect(read('A: What is the order number?', 'C: Four eight two.', 'A: Four eight two.', 'C: And one three.')).toContain('order 48213');
  });

  it('twice when it is said twice', () => {
    expect(read('C: Order 48213.', 'A: 48213?', 'C: 48213.')).toEqual(['order 48213', 'order 48213', 'order 48213']);
  });

  it('as two when two are listed', () => {
    expect(read('C: Orders 51877, 51902.')).toEqual(['order 51877', 'order 51902']);
    expect(read('C: Orders five one eight seven seven and five one nine zero two.')).toEqual(['order 51877', 'order 51902']);
  });

  it('not from a pronoun, a year, a count or another number', () => {
    expect(read('C: The second one of my orders, five one nine zero two.')).toEqual(['order 51902']);
    expect(read('C: I placed an order.', 'C: That was in 2024.')).toEqual(['unnamed 2024']);
    expect(read('C: My order has 2 tents.')).toEqual([]);
    expect(read('C: About my order: my zip code is 94105.')).toEqual(['other 94105']);
    expect(read('C: I bought it in order to hike 10000 miles.')).toEqual(['unnamed 10000']);
  });
});

describe('an amount is read', () => {
  it.each([
    ['$89.90', '89.90 USD'],
    ['eighty nine dollars and ninety cents', '89.90 USD'],
    ['eighty-nine dollars ninety', '89.90 USD'],
    ['89 dollars and 5 cents', '89.05 USD'],
    ['89.90 euros', '89.90 EUR'],
    ['forty five pounds', '45 GBP'],
    ['one hundred and twenty dollars', '120 USD'],
    ['1,250.00 dollars', '1250.00 USD'],
    ['eighty nine ninety dollars', '89.90 USD'],
  ])('from "%s" as %s', (words, value) => {
    expect(read(`C: It was ${words}.`)).toEqual([`amount ${value}`]);
  });
});
