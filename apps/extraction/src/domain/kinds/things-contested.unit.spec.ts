import { allFound } from '../../testing/local-engine.js';

const disputed = (turns: readonly string[]): string[] => allFound(turns, 'customer.dispute-raised.v1').map(({ invoiceId, amount }) => `${invoiceId} ${amount}`);
const cancelled = (turns: readonly string[]): (string | null)[] => allFound(turns, 'order.cancellation-requested.v1').map(({ orderId }) => orderId);
const threats = (turns: readonly string[]): string[] => allFound(turns, 'escalation.risk-raised.v1').flatMap(({ signals }) => signals);
const problems = (turns: readonly string[]): unknown[] => allFound(turns, 'customer.issue-identified.v1');

describe('what is contested', () => {
  it.each<[string, string]>([
    ['The bill says 61.40 but you quoted me 45.', 'null 61.40'],
    ['We agreed 300 pounds, and now you have billed me 390 pounds. That is wrong.', 'null 390'],
    ['I should pay 20 pounds a month and you charged me 35 pounds. I am not paying that.', 'null 35'],
  ])('is what was charged: %s', (words, expected) => {
    expect(disputed(['A: Hill Water, Ann speaking.', `C: ${words}`, 'A: Let me look.', 'C: Thank you.'])).toEqual([expected]);
  });

  it('is the only amount of the call, however long ago it was named', () => {
    const talk = ['A: Which street is it?', 'C: Mill Lane.', 'A: The corner house?', 'C: No, the one behind it.', 'A: And who let him in?', 'C: My son did.', 'A: In the morning?', 'C: After lunch, I think.', 'A: Did he leave a note?', 'C: He left nothing.', 'A: Was the tap changed?', 'C: It was only looked at.'];
    expect(disputed(['A: Hill Water.', 'C: I see 84 pounds here for a visit.', ...talk, 'C: I am not going to pay for that, it is not right.', 'A: I see.'])).toEqual(['null 84']);
  });
});

describe('orders that were just named', () => {
  it('are both meant by "either of those"; the one left as it is stays', () => {
    expect(
      cancelled(['A: Hill Stores.', 'C: I have three orders with you.', 'A: Which ones?', 'C: The chairs, 62110, and the rug, 62145. I will not be needing either of those now.', 'A: And the third?', 'C: That is the mirror, 62190. Leave that one as it is, please.', 'A: Done.']),
    ).toEqual(['62110', '62145']);
  });
});

it.each<[string, readonly string[]]>([
  ['both', ['C: I have 62110 and 70345 with you, and I would like both of them cancelled.']],
  ['one more of the same', ['C: Please cancel 62110.', 'A: Done. Anything else?', 'C: Oh, and 70345, same thing.']],
  ['another one as well', ['C: I want to cancel order 62110.', 'A: That is cancelled.', 'C: Actually there is a second one, 70345, take that off as well.']],
])('two orders are called off: %s', (_, turns) => {
  expect([...cancelled(['A: Hill Stores.', ...turns, 'A: Of course.'])].sort()).toEqual(['62110', '70345']);
});

describe('a threat', () => {
  it.each<[string, string]>([
    ['If it is not here by Friday my lawyer will be in touch.', 'legal'],
    ['I would rather deal with whoever is above you.', 'manager'],
    ['Just fetch somebody more senior, please.', 'manager'],
    ['My next call is to the newspaper.', 'publicity'],
    ['If this is not sorted by Monday we are out.', 'churn'],
    ['I will take my number over to somebody else.', 'churn'],
  ])('%s', (words, signal) => {
    expect(threats(['A: Hill Net.', 'C: My line has been broken for two weeks, nobody helps and I am fed up.', 'A: I see.', `C: ${words}`, 'A: I understand.'])).toEqual([signal]);
  });
});

it.each([['I picked the wrong size myself, so I would like a medium.'], ['I measured it wrong and it does not fit.'], ['I chose the wrong colour by accident.']])('what the customer did wrong is no problem with a thing: %s', (words) => {
  expect(problems(['A: Hill Shoes, how can I help?', `C: ${words}`, 'A: Sure, we can swap it.', 'C: Lovely, thank you.'])).toEqual([]);
});
