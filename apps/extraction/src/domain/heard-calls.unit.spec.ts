import { analyseTurns, cancellationIn } from '../testing/local-engine.js';

// What a small speech engine really heard on the sample calls: cuts inside sentences, utterances out of turn, words and digits misheard.
const HEARD_CANCELLATION = [
  'A: Thank you for calling the art field outdoor. My name is Sam. How can I help you today?',
  "C: Hello, Sim. I'd like to cancel my order, please. It's for the big family tent. Sure. It is order number 48 do 1 3",
  'A: Sure, I can help you with that. Can you tell me the order number?',
  'A: Sam, you and me I have your name, please.',
  'C: My name is violet jing',
  'A: Sam, you violet. I can see it here. One family tent ordered last Friday. And it has not left our warehouse yet.',
  "C: Oh, good. My brother is going to lend us his tent. So we just don't need it anymore",
  'A: I understand, so, just to be sure, I will cancel order number 48213, the family tent is that right.',
  "C: Yes, that's right. Please cancel it",
  'A: Alright, I am canceling it for you now, the money goes back to the way you paid, in about five days.',
  "C: Perfect. That was very quick. No, that's everything. Thank you, Sim",
  'A: You are welcome, is there anything else I can do for you?',
];
const HEARD_TWO_ORDERS = [
  'A: Lark yield outdoor, good afternoon, this is Ruth. What can I do for you?',
  'C: Hello, Ruth, this is Omar Haddid. I have two orders with you, and I think I only want one of them.',
  'A: Okay, do you have the numbers there?',
  "C: Yes, the first one is 51877. That's the sleeping bags.",
  'A: 51877, the sleeping bags and the other ones.',
  "C: The other one is 51902. That's the camping stove.",
  'A: Thank you. I can see them both which one would you like to change?',
  'C: Well, maybe I should cancel the sleeping bags for HMM. Let me think. We are six people now.',
  'A: Take your time. So you want to keep the first order and cancel the second one.',
  "C: No, wait, we need the sleeping bags. I guess it's a stove that we could do without.",
  'C: Yes, I think so, cancel the second one. 51902, and keep the first one as it is.',
  'A: Alright, I will cast that on. You will get the sleeping bag of uncertainty as planned.',
];
const HEARD_DISPUTE = [
  'A: Good morning, Larkfield outdoor. You are speaking with Ruth. Oh, let me check that which invoices it',
  'C: Good morning, this is Porei, I have a question about an invoice, I think you charged me twice.',
  "C: It's invoice number 77120.",
  'A: 77120 and what is the amount I see I have the invoice here for $89 and 90 cents for hiking do of course',
  "C: It's $89.90, and it was taken from my account two times, on the same day.",
  'C: Yes, one pair of boots, I only bought one pair, so I should only pay once.',
  'A: So you are saying that the second charge is wrong. I',
  "C: That's right, I wanted to dispute the second challenge, I did not agree to pay it.",
  'A: Understand I will note that you distribute invoice',
  'A: 77120 and our billing team will look into it.',
];

describe('a call as it was heard', () => {
  it('gives the order that both sides named, though one was misheard', () => {
    expect(cancellationIn(HEARD_CANCELLATION)).toMatchObject({ orderId: '48213' });
    expect(cancellationIn(HEARD_CANCELLATION)?.confidence).toBeGreaterThanOrEqual(0.85);
  });

  it('gives the second of two orders, with doubt, though a question came before the words it answers', () => {
    expect(cancellationIn(HEARD_TWO_ORDERS)).toMatchObject({ orderId: '51902' });
    expect(cancellationIn(HEARD_TWO_ORDERS)?.confidence).toBeLessThan(0.75);
  });

  it('gives invoice and amount of a dispute', () => {
    expect(analyseTurns(HEARD_DISPUTE).insights.filter((i) => i.type === 'customer.dispute-raised.v1')).toMatchObject([{ type: 'customer.dispute-raised.v1', data: { invoiceId: '77120', amount: '89.90', currency: 'USD' } }]);
  });
});
