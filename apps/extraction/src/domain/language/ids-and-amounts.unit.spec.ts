import { transcriptOf } from '../../testing/conversations.js';
import { findReferences } from './references.js';
import { readConversation } from './tokens.js';

const read = (turns: readonly string[], zone = ''): string[] => findReferences(readConversation(transcriptOf(turns).utterances), zone).map((r) => `${r.kind} ${r.value}${r.currency ? ` ${r.currency}` : ''}`);
const first = (turns: readonly string[], zone = ''): string | undefined => read(turns, zone)[0];

describe('an id with letters is read', () => {
  it.each([
    ["It's order AB-1234.", 'order AB-1234'],
    ['The order number is A B one two three four.', 'order AB-1234'],
    ['order ab-1234 please', 'order AB-1234'],
    ['The order is K O 20391.', 'order KO-20391'],
    ['It says order MP11042 here.', 'order MP11042'],
    ['order number SO 55 021', 'order SO-55021'],
    ['Order G 5 5 1 9 0 3.', 'order G-551903'],
    ['Order double B 7 7 1 2.', 'order BB-7712'],
    ['order four four one seven dash two two', 'order 441722'],
    ['Order 4417-B.', 'order 4417-B'],
    ['the invoice is INV-2026-0912', 'invoice INV-2026-0912'],
    ['INV-2026-0912, that one.', 'invoice INV-2026-0912'],
    ['order R K dash nine nine one', 'order RK-991'],
  ])('%s', (words, expected) => {
    expect(first([`C: ${words}`])).toBe(expected);
  });

  it('the same however it is said, and for short', () => {
    expect(read(['C: My order is K O 20391.', 'A: KO-20391, thank you.', 'C: Yes, 20391.'])).toEqual(['order KO-20391', 'order KO-20391', 'order KO-20391']);
    expect(read(['C: Orders PS-118, PS-119 and PS-120.', 'A: So I take off 118 and 120?'])).toEqual(['order PS-118', 'order PS-119', 'order PS-120', 'order PS-118', 'order PS-120']);
    expect(read(['C: Order 60481745.', 'A: The one ending 745?'])).toEqual(['order 60481745', 'order 60481745']);
  });

  it('not from words, units and times', () => {
    expect(read(['C: I live in the UK and order 48213 is late.'])).toEqual(['order 48213']);
    expect(read(['C: About the order, I waited on a 4410 number.'])).not.toContain('order A-4410');
    expect(read(['C: I want to change my order, the 24-hour delivery at 5pm.'])).toEqual([]);
    expect(read(['C: So 55021 is my order.'])).toContain('order 55021');
  });
});

describe('an amount is read', () => {
  it.each([
    ['It was $1,299.00.', '', 'amount 1299.00 USD'],
    ['It was 1.299,00 euros.', '', 'amount 1299.00 EUR'],
    ['It was 89,90 euros.', '', 'amount 89.90 EUR'],
    ['They charged me eighty-nine ninety.', '', 'amount 89.90'],
    ['I paid 89 euros 90.', '', 'amount 89.90 EUR'],
    ['That is forty quid.', '', 'amount 40 GBP'],
    ['I want my two hundred and fifty pounds back.', '', 'amount 250 GBP'],
    ['They took a hundred and twenty euros.', '', 'amount 120 EUR'],
    ['I paid a grand for it, one grand.', 'Europe/London', 'amount 1000 GBP'],
    ['It was two grand.', 'America/Chicago', 'amount 2000 USD'],
    ['It cost five thousand dollars.', '', 'amount 5000 USD'],
    ['Fifty nine dollars it was.', 'Australia/Sydney', 'amount 59 AUD'],
    ['It was 45 dollars.', 'America/Toronto', 'amount 45 CAD'],
    ['Forty US dollars.', 'Asia/Singapore', 'amount 40 USD'],
    ['An annual fee of 2499 rupees.', 'Asia/Kolkata', 'amount 2499 INR'],
    ['Rs. 2,499 it says.', 'Asia/Kolkata', 'amount 2499 INR'],
    ['3,450 dirhams.', 'Asia/Dubai', 'amount 3450 AED'],
    ['four hundred and eighty six pounds and thirty pence', '', 'amount 486.30 GBP'],
    ['I owe one fifty seven fifty.', '', 'amount 157.50'],
    ['It was nineteen pounds ninety nine.', '', 'amount 19.99 GBP'],
    ['₹500 was taken.', '', 'amount 500 INR'],
    ['EUR 84 on my card', '', 'amount 84 EUR'],
  ])('%s %s', (words, zone, expected) => {
    expect(first([`C: ${words}`], zone)).toBe(expected);
  });

  it('not from weights and ids', () => {
    expect(first(['C: It is forty pounds of sand.'])).toBe('unnamed 40');
    expect(first(['C: Order eighty nine ninety four.'])).toBe('order 8994');
  });
});

describe('an id as recognisers write what was read aloud', () => {
  it.each([
    ['It is order B for Bravo K for Kilo 7 7 1 2.', 'order BK-7712'],
    ['Order R as in robin, T as in tango, 4 4 1 9.', 'order RT-4419'],
    ['The order is bravo kilo 7 7 1 2.', 'order BK-7712'],
    ['order number W see 5 5 0 9 1', 'order WC-55091'],
    ['The order is K, O, 2 0 3 9 1.', 'order KO-20391'],
    ['the order is t a five five oh one nine', 'order TA-55019'],
    ['the order is a 55019', 'order 55019'],
    ['it is in voice 77120', 'invoice 77120'],
    ['I want my money, the whole 119.', 'amount 119'],
    ['The order is K-2-0-3-9-1.', 'order K-20391'],
    ['order 1 to 1 to 9 please', 'order 12129'],
    ['order 3 for 3 for 7 please', 'order 34347'],
  ])('%s', (words, expected) => expect(first([`C: ${words}`])).toBe(expected));

  it.each([
    ['I stayed at the hotel 4410 last night and my order is late.', /H-4410/],
    ['I see 48213 is my order.', /IC/],
    ['I ordered it in november 2026.', /N-2026/],
    ['The 300-go order is the one.', /GO/],
    ['I called at 5 p.m., 2031 is the order.', /PM/],
  ])('but no word is a letter or a digit in: %s', (words, wrong) => expect(read([`C: ${words}`]).join()).not.toMatch(wrong));

  it('two that were run together are two where the call names one of them by itself', () => {
    expect(read(['A: I have orders 558-1558-2 and 5590.', 'C: Order 5582 we still want.'])).toEqual(['order 5581', 'order 5582', 'order 5590', 'order 5582']);
    expect(read(['A: I have order 6048-1745-11.', 'C: Yes.'])).toEqual(['order 6048174511']);
    expect(read(['A: Order 6048-1745.', 'C: 1745, yes.'])).not.toContain('order 6048');
  });

  it('a hundred and a digit are three digits where the call says so elsewhere', () => {
    expect(read(['C: Orders PR 100 1 and PR 100 2.', 'A: So PR-102 goes and PR-101 stays?'])).toEqual(['order PR-101', 'order PR-102', 'order PR-102', 'order PR-101']);
    expect(read(['C: Order PR 100 2 please.'])).toEqual(['order PR-1002']);
  });

  it('"one\'s 70318" is heard with a digit before it, which goes where the call says it without', () => {
    expect(read(['A: What is the order number?', 'C: 1-7-0-3, 1-8.', 'A: 70318, thank you.'])).toEqual(['order 70318', 'order 70318']);
    expect(read(['A: What is the order number?', 'C: 1-7-0-3, 1-8.', 'A: 170318, not 70318?'])).toContain('order 170318');
    expect(read(['A: What is the order number?', 'C: 1-7-0-3, 1-8.'])).toEqual(['order 170318']);
  });
});
