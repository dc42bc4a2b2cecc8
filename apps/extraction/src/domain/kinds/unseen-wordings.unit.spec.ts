import { allFound } from '../../testing/local-engine.js';

const cancelled = (turns: readonly string[]): (string | null)[] => allFound(turns, 'order.cancellation-requested.v1').map(({ orderId }) => orderId);
const threats = (turns: readonly string[]): string[] => allFound(turns, 'escalation.risk-raised.v1').flatMap(({ signals }) => signals);
const asked = (turns: readonly string[]): string[] => allFound(turns, 'refund.requested.v1').map(({ amount, currency }) => `${amount} ${currency}`);
const disputed = (turns: readonly string[]): unknown[] => allFound(turns, 'customer.dispute-raised.v1');

describe('an order called off in other words', () => {
  it.each<[string]>([
    ["Could you take me off the list for that one?"],
    ["I won't be needing it after all."],
    ["Would you mind not sending it?"],
    ["Please don't send it out."],
    ["Is it too late to stop it going out?"],
    ["We'd like to call it off."],
    ["I've changed my mind about the sofa."],
    ["Can you undo that?"],
    ["Just forget that one, please."],
    ["I'd rather you turned it round."],
    ["We've decided we don't want it."],
    ["I've had second thoughts, so can you get rid of it?"],
    ["I shan't be wanting it now."],
    ["Can you pull it before it ships?"],
    ["It's not needed any more."],
    ["We no longer require the order."],
    ["I'd like to withdraw the order."],
    ["My husband bought one yesterday, so we don't need two."],
    ["I want to back out of the order."],
    ["Could you lose that order for me?"],
    ["We can't go through with it."],
    ["Just drop it from the system, would you?"],
    ["I don't want you to send it."],
    ["I'm afraid I'll have to give it a miss."],
    ["Can we just make it go away?"],
    ["Do me a favour and bin it."],
    ["I'd sooner not have it now."],
    ["I'd like that stopped please."],
    ["There's no point sending it now."],
    ["You can put it back on the shelf."],
    ["You can sell it to somebody else."],
    ["It's surplus to requirements now."],
    ["I ordered it by mistake, I only wanted a quote."],
  ])('%s', (wish) => {
    expect(cancelled(['A: Hill Stores, Ann speaking.', "C: Hello, it's about order 51877, the sofa.", 'A: Yes, I have it here.', `C: ${wish}`, 'A: Of course.', 'C: Thank you.'])).toEqual(['51877']);
  });

  it.each<[string, string]>([
    ['Shall I take that off for you?', 'Please do.'],
    ['Do you want me to stop it?', 'If you would.'],
    ['So you would like it gone?', 'Yes, gone.'],
    ['Would you like me to remove it?', 'That would be best.'],
    ['Should I scrap it, then?', 'Go on.'],
  ])('asked "%s" and told "%s"', (question, answer) => {
    expect(cancelled(['A: Hill Stores.', "C: It's about order 51877. My brother gave us his old one.", `A: ${question}`, `C: ${answer}`, 'A: Done.'])).toEqual(['51877']);
  });

  it.each<[string]>([
    ["When will it be here?"], ["Can you leave it with the neighbour?"], ["Please send it to work instead."], ["Could you take the fragile sticker off?"], ["I could not be happier with it."],
    ["Can I change the colour?"], ["What happens if I change my mind?"], ["My friend scrapped hers."], ["Do not send it before Friday."], ["Can you stop the texts about it?"], ["I hope it has not gone missing."],
    ["Can you take the delivery fee off?"], ["I want the blue one."],
  ])('is no wish to cancel: %s', (said) => {
    expect(cancelled(['A: Hill Stores, Ann speaking.', "C: Hello, it's about order 51877, the sofa.", 'A: Yes, I have it here.', `C: ${said}`, 'A: Of course.', 'C: Thank you.'])).toEqual([]);
  });
});

describe('money asked back in other words', () => {
  it.each<[string, string]>([
    ["I'd like the three eighty back.", '380 USD'],
    ["Can I get my money back? It was forty dollars.", '40 USD'],
    ["Just put the two fifty back on the card.", '250 USD'],
    ["I think you owe me sixty dollars.", '60 USD'],
    ["So I'd like to be reimbursed for that, it's 89 dollars.", '89 USD'],
    ["Please reverse the charge of 45 dollars.", '45 USD'],
    ["Could you return the forty dollars to my account?", '40 USD'],
    ["Surely I get the deposit back, the hundred dollars?", '100 USD'],
    ["I'd like a credit back to my card for the forty dollars.", '40 USD'],
    ["I'd prefer my money to a new one, it was thirty dollars.", '30 USD'],
    ["You'll need to give me back the fifty dollars.", '50 USD'],
  ])('%s', (wish, expected) => {
    expect(asked(['A: Hello.', 'C: The heater I bought never worked.', 'A: Sorry about that.', `C: ${wish}`, 'A: I see.'])).toEqual([expected]);
  });
});

describe('a charge that is not accepted', () => {
  it.each<[string]>([
    ["That's not what I agreed to, the bill says ninety dollars."], ["You've charged me for something I never had."], ["I'm not paying ninety dollars for that."], ["There's a charge on here I know nothing about."],
    ["This bill can't be right."], ["I was billed for a month I wasn't even a customer."], ["I've never signed up for that, why am I being charged?"], ["That invoice is for the wrong amount."], ["You've billed me twice for the same thing."],
    ["I don't see why I should pay that fee."], ["The price was supposed to be sixty and you've taken ninety."], ["I was told it was free, and now there's a fee of ninety dollars."], ["That charge isn't mine."], ["I want that charge removed."], ["I shouldn't have to pay that fee."],
  ])('%s', (said) => {
    expect(disputed(['A: Hello, accounts.', `C: ${said}`, 'A: Let me look.', 'C: Thanks.'])).toHaveLength(1);
  });
});

describe('a threat or a demand for somebody higher', () => {
  it.each<[string, string]>([
    ['Put me through to your manager.', 'manager'], ['I want somebody senior, now.', 'manager'], ["Who's in charge there? I want to speak to them.", 'manager'], ["I'd like this escalated.", 'manager'], ["Is there somebody above you I can talk to?", 'manager'],
    ["You'll be hearing from my solicitor.", 'legal'], ["I'll see you in court.", 'legal'], ["I'll be taking legal advice.", 'legal'], ["I'm going to the ombudsman.", 'regulator'], ["I'll report you to trading standards.", 'regulator'],
    ["I'll put this all over Facebook.", 'publicity'], ["I'll leave you a one star review.", 'publicity'], ["I'm ringing the local paper.", 'publicity'], ["I'm taking my business elsewhere.", 'churn'], ["That's it, I'm switching.", 'churn'], ["Sort it out or I'm leaving.", 'churn'], ["You've lost a customer.", 'churn'],
  ])('%s', (said, signal) => {
    expect(threats(['A: Hello.', 'C: My internet has been down for two weeks and nobody calls me back. It is ridiculous.', 'A: Sorry.', `C: ${said}`, 'A: I understand.'])).toEqual([signal]);
  });

  it.each<[string]>([
    ['Who is the manager there these days?'], ["I'll have to ask my manager first."], ["I'm comparing you with another provider."], ["Could you put me through to billing?"], ["The manager was lovely, thank her from me."], ["I saw your review on Google."], ["I'm moving house next month."], ["My sister is a lawyer, she loves your shop."],
  ])('is none: %s', (said) => {
    expect(threats(['A: Hello.', `C: Hi. ${said}`, 'A: Of course.', 'C: Thank you.'])).toEqual([]);
  });
});
