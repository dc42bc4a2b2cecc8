import { allFound } from '../../testing/local-engine.js';

const refundsIn = (turns: readonly string[]): string[] => allFound(turns, 'refund.requested.v1').map(({ amount, currency, orderId }) => `${amount} ${currency} ${orderId}`);

describe('money asked back', () => {
  it.each<[string, string[]]>([
    ['45 GBP null', ["C: I paid forty five pounds for next day delivery and it took a week. I'd like that refunded.", 'A: Okay.']],
    ['12.50 USD null', ['C: Can you refund me the delivery fee? It was $12.50.', 'A: Sure.']],
    ['null null 48213', ["C: The toaster from order 48213 is faulty. I don't want a replacement, I want a refund.", 'A: Okay.']],
    ['20 GBP null', ['C: Could you put the twenty pounds back on my card?', 'A: Yes.']],
    ['1500 INR null', ['C: Sir kindly refund my amount of 1500 rupees.', 'A: Okay sir.']],
    ['30 GBP null', ["C: The gym took another month after I'd left. I want that month back. Thirty pounds.", 'A: I see.']],
    ['null null null', ["C: I paid eighty pounds for the year and I'm moving abroad, so could I get the rest of it back?", 'A: Of course.']],
    ['72 GBP 3308', ["C: I'd rather have the money, as I've bought some round the corner to keep me going, 72 pounds, order 3308.", 'A: Okay.']],
    ['80 USD null', ['U: hi the blender broke it was eighty dollars and i want my money back', 'U: okay i can help with that']],
  ])('%s: %j', (expected, turns) => {
    expect(refundsIn(turns)).toEqual([expected]);
  });

  it.each<[string[]]>([
    [['C: When will my refund arrive? You said five days.', 'A: Tomorrow.']],
    [["A: I'll refund the shipping for the trouble.", "C: Oh, thank you, that's kind."]],
    [["C: What's your refund policy on sale items?", 'A: Thirty days.']],
    [['C: If I return it, do I get a full refund?', 'A: Yes.']],
    [['C: My sister got a refund last week for the same thing.', 'A: Okay.']],
    [["C: I'm not after a refund, I just want a new one.", 'A: Sure.']],
    [['C: I want to pay back my loan early, it is 3000 pounds.', 'A: Sure.']],
    [['C: I want a refund for the lamp.', 'A: We could send a new one today.', "C: Today? Then I'd rather have a replacement."]],
  ])('is not: %j', (turns) => {
    expect(refundsIn(turns)).toEqual([]);
  });
});
