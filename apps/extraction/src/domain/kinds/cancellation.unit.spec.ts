import { cancellationIn, cancellationsIn } from '../../testing/local-engine.js';

describe('a clear wish to cancel', () => {
  it.each<[string, string[]]>([
    ['48213', ["C: Hi, I'd like to cancel my order, number 48213.", 'A: Sure, done.']],
    ['48213', ['C: Hello. I want to cancel order 4-8-2-1-3 please.']],
    ['48213', ['C: Please cancel order number 48,213.']],
    ['48213', ['C: I need to cancel an order.', 'A: What is the order number?', 'C: The order number is uh 4 8 2 1 3.']],
    ['48213', ["C: I'd like to cancel my order.", 'A: Order number?', 'C: four eight two,', 'A: Okay.', 'C: one three.']],
    ['48213', ['C: Can you cancel order forty-eight two thirteen for me?']],
    ['48213', ["C: I wanna cancel my order, it's forty eight thousand two hundred and thirteen."]],
    ['48213', ["A: So you'd like to cancel order 48213?", 'C: Yes, please.', 'A: Done.']],
    ['48213', ["C: Hi, I ordered a tent, order 48213, and I don't want it anymore. Could you please cancel it?"]],
    ['48213', ['C: I need order 48213 cancelled.']],
    ['48213', ['C: I was wondering if you could cancel order 48213.']],
    ['48213', ["C: I was hoping to cancel my order if that's possible. It's order 48213."]],
    ['48213', ['C: uh yeah hi i need to uh cancel my order um the number is four eight two one three']],
    ['48213', ["C: I'd like to call off my order 48213."]],
    ['48213', ['C: The order is 48213.', 'A: What would you like to do with it?', 'C: Cancel it.']],
    ['48213', ['C: I want my order 48213 canceled and my money back.']],
    ['48213', ['A: Shall I go ahead and cancel order 48213 for you?', 'C: Yeah, go ahead.']],
    ['48213', ["C: We'd like to cancel the order we placed yesterday. Number four eight two one three. It's double, we ordered by accident."]],
    ['48213', ["C: I'd like to cancel order four eight two one three, two tents."]],
    ['48213', ['C: Please do not ship order 48213. I changed my mind.']],
    ['LF-48213', ['C: Please cancel order LF-48213.']],
    ['48813', ['C: cancel order four double eight one three please']],
  ])('of order %s: %j', (orderId, turns) => {
    const found = cancellationIn(turns);
    expect(found?.orderId).toBe(orderId);
    expect(found?.confidence).toBeGreaterThanOrEqual(0.6);
  });
});

describe('a wish with doubt', () => {
  it.each<[string | null, string[]]>([
    [null, ["C: I'd like to cancel my order.", "A: I'm afraid we can't find it."]],
    ['48213', ['C: Can I still cancel order 48213?', 'A: Yes.', 'C: Okay.']],
    ['48213', ["C: I'm thinking about cancelling order 48213. Maybe. I'm not sure yet.", 'A: Let me know.']],
    ['48213', ['C: I might want to cancel order 48213.']],
    ['48213', ['C: My mother wants to cancel her order 48213. I am calling for her.']],
    [null, ["C: I have two orders, 51877 and 51902. I'd like to cancel one of them.", 'A: Which one?', "C: I have to ask my wife, I'll call again."]],
    ['51902', ['C: I have orders 51877 and 51902. Please cancel 51902 and keep 51877.']],
    ['51902', ['C: I have orders 51877 and 51902. Keep the first one but cancel the second one.']],
    ['51877', ['C: My orders are 51877 for the tent and 51902 for the stove. I want to cancel the tent.']],
    ['51877', ['C: I want to cancel order 51902. No wait, sorry, I mean 51877.']],
    ['51877', ['C: I ordered twice, 51877 and 51902.', 'A: Which one should I cancel?', 'C: 51877, please.']],
    ['48213', ["C: I'd like to cancel order 48213.", 'A: 48230?', 'C: No, 48213.', 'A: Thank you.']],
    ['48213', ['U: i need to cancel my order the number is four eight two one three', 'U: okay i have cancelled it']],
    ['51902', ['C: Can I cancel order 51877?', 'A: It has shipped already.', 'C: Oh. Then cancel 51902 instead.']],
  ])('of order %s is said, and does not go unattended: %j', (orderId, turns) => {
    const found = cancellationIn(turns);
    expect(found?.orderId).toBe(orderId);
    expect(found?.confidence).toBeGreaterThanOrEqual(0.3);
    expect(found?.confidence).toBeLessThan(0.9);
  });
});

describe('a wish to cancel several orders is a fact of each', () => {
  it.each<[string[], string[]]>([
    [['51877', '51902'], ['C: I want to cancel both orders, 51877 and 51902.']],
    [['51877', '51902'], ['C: Cancel order 51877 please.', 'A: Done.', 'C: And order 51902 as well, cancel that one too.']],
    [['51877', '51903'], ["C: I've got orders 51877, 51890 and 51903. Please cancel 51877 and 51903, but 51890 stays."]],
    [['51902'], ['C: I want to cancel both orders, 51877 and 51902.', 'A: Okay, both.', "C: Hang on, no. Keep 51877, we'll need that."]],
    [['null'], ['C: I want to cancel 51877 or 51902, I do not know which yet.']],
  ])('%j: %j', (orderIds, turns) => {
    expect(cancellationsIn(turns).map((c) => String(c.orderId)).sort()).toEqual(orderIds);
  });
});

describe('other words for it', () => {
  it.each<[string[]]>([
    [["C: I ordered a lamp last night, 48213, but my sister gave me hers. Could you take that one off for me?", 'A: Of course.']],
    [['C: About order 48213. Just scrap it, will you.', "A: That's gone."]],
    [['C: Hello, we placed an order on Monday, 48213, and the budget got frozen. We need to back out of it.']],
    [["C: Order 48213. The party's off, so I won't be needing it after all.", 'A: Shall I take it off?', 'C: Please do.']],
    [['C: Kindly do the cancellation of my order 48213.', 'A: Sure sir.']],
    [["C: I'd rather you didn't send order 48213 at all."]],
    [['C: My order 48213, can you get rid of it?', 'A: Yes.']],
    [['U: hi it is about order 48213', 'U: yes what about it', 'U: we decided not to go ahead with it so please cancel', 'U: okay that is cancelled']],
  ])('%j', (turns) => {
    expect(cancellationIn(turns)).toMatchObject({ orderId: '48213' });
  });
});

describe('no wish to cancel', () => {
  it.each<[string[]]>([
    [["C: I don't want to cancel my order 48213, I just want to change the address."]],
    [['C: What happens if I cancel my order 48213?', 'A: You get a refund.']],
    [['C: What if I cancelled order 48213, would I get my money back?']],
    [["C: What's your cancellation policy for order 48213?"]],
    [['C: I already cancelled order 48213 last week, where is my refund?']],
    [['C: Why was my order 48213 cancelled?']],
    [['C: My neighbor cancelled her order 48213 last week, and she got her money back.']],
    [['C: I want to cancel order 48213.', 'A: Are you sure? It ships tomorrow.', 'C: Oh, actually, never mind. Keep it.']],
    [["C: I'd like to cancel my order 48213.", 'A: I can give you ten percent off.', "C: Okay, then I'll keep it."]],
    [["C: I'd like to cancel my subscription."]],
    [['C: I need to cancel my appointment on Friday.']],
    [['A: You can cancel your order 48213 any time within two days.', 'C: Good to know, thanks.']],
    [['A: Would you like to cancel order 48213?', "C: No, I'd rather wait."]],
    [['C: I was thinking about cancelling order 48213 but my wife wants it, so leave it as it is.']],
    [['C: I love the noise cancelling headphones from order 48213.']],
    [["C: If it doesn't arrive by Friday I will cancel my order 48213.", 'A: It will arrive.']],
    [['C: My order 48213 got cancelled by you and I want it back.']],
    [['C: Hi, can you tell me when order 48213 will arrive?', 'A: Tomorrow.', 'C: Great.']],
    [['C: I want to change my order 48213, not cancel it.']],
    [["C: Please don't cancel my order 48213."]],
    [['C: I got an email that says you want to cancel order 48213. I did not ask for that.']],
    [['C: In order to cancel a delivery slot, what do I do?', 'A: Just log in.']],
    [["C: I said I'd never cancel on you guys. I love this shop and my order 48213."]],
    [['C: A friend told me I could cancel within two weeks. Is that right for order 48213?', 'A: Yes.', 'C: Good, thanks.']],
    [['C: Can you take the delivery charge off my order 48213?', 'A: Sure.']],
    [['C: I have a booking for the spa on Friday. I need to cancel it, please.', "A: That's cancelled."]],
    [['C: Please cancel my order 48213.', 'A: It is on the van already, due at three.', "C: Is it? Oh, then leave it, I'll take it."]],
    [['C: I rang yesterday to cancel order 48213. Did that go through?', 'A: It did.']],
    [["C: They wanted me to cancel order 48213 but I'd never do that."]],
    [['A: We had to cancel order 48213 because it is out of stock.', 'C: Oh no, okay.']],
  ])('%j', (turns) => {
    expect(cancellationIn(turns)).toBeNull();
  });
});
