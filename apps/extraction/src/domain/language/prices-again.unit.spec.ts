import { transcriptOf } from '../../testing/conversations.js';
import { findReferences } from './references.js';
import { readConversation } from './tokens.js';

const read = (turns: readonly string[], zone = 'Europe/London'): string[] => findReferences(readConversation(transcriptOf(turns).utterances), zone).map((r) => `${r.kind} ${r.value}${r.currency ? ` ${r.currency}` : ''}`);

describe('a price that was named', () => {
  it.each<[string, readonly string[], string]>([
    ['is meant where it is said for short', ['C: There is a fee of forty-five pounds on it.', 'A: I see it.', 'C: I would like the forty-five taken off.'], 'amount 45 GBP'],
    ['keeps its cents', ['A: That is £318.75.', 'C: I do not owe you 318 pounds.'], 'amount 318.75 GBP'],
    ['gives its currency', ['C: You took 73 euros.', 'A: Yes.', 'C: I am not paying that 73.'], 'amount 73 EUR'],
  ])('%s', (_, turns, expected) => {
    expect(read(turns).at(-1)).toBe(expected);
  });

  it.each<[string, readonly string[], string]>([
    ['where a day is meant', ['C: It was 12 pounds.', 'A: Yes.', 'C: It came on the 12th.'], 'unnamed 12'],
    ['where things are counted', ['C: It was 40 pounds.', 'A: Yes.', 'C: I sat there for the 40 minutes.'], 'other 40'],
    ['where two prices begin alike', ['C: One is £51.20, the other £51.90.', 'C: I mean the 51 pounds.'], 'amount 51 GBP'],
  ])('is not %s', (_, turns, expected) => {
    expect(read(turns).at(-1)).toBe(expected);
  });
});

describe('a price without its currency', () => {
  it.each<[string, string, string]>([
    ["It's about twenty-seven eighty.", 'Europe/London', 'amount 27.80 GBP'],
    ['They charged me a hundred and fourteen sixty.', 'Europe/Berlin', 'amount 114.60 EUR'],
    ['You debited R2,140 from us.', 'Africa/Johannesburg', 'amount 2140 ZAR'],
  ])('%s', (words, zone, expected) => {
    expect(read([`C: ${words}`], zone)).toEqual([expected]);
  });

  it('is no time and no count', () => {
    expect(read(['C: I was charged, and I work until eleven thirty.', 'C: They charged me for all twelve, which is wrong.']).filter((r) => r.startsWith('amount'))).toEqual([]);
  });
});

it('a number of another shape than the orders that were named is none', () => {
  expect(read(['C: My order number is 72914.', 'A: Thank you. I could do the smaller table, the 1600.'])).toEqual(['order 72914', 'unnamed 1600']);
});

it('a letter that is read out twice stands twice', () => {
  expect(read(['C: the order is t t 6 6 0 8'])).toEqual(['order TT-6608']);
});
