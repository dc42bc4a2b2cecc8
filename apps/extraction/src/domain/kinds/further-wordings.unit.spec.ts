import { allFound } from '../../testing/local-engine.js';

const named = (words: string): string[] => allFound(['A: Hill Stores, how can I help?', `C: ${words}`, 'A: I see.'], 'competitor.mentioned.v1').map(({ competitor }) => competitor);
const cancelled = (words: string): (string | null)[] => allFound(['A: Hill Stores, Ann speaking.', "C: Hello, it's about order 51877, a wardrobe.", 'A: Yes, I have it here.', `C: ${words}`, 'A: Of course.'], 'order.cancellation-requested.v1').map(({ orderId }) => orderId);
const promised = (words: string): string[] => allFound(['A: Hill Stores.', 'C: I would like to know what became of my claim.', `A: ${words}`, 'C: Thank you.'], 'agent.commitment-made.v1').map(({ action }) => action);
const asked = (words: string): unknown[] => allFound(['A: Hill Stores.', `C: ${words}`, 'A: Sure.'], 'refund.requested.v1');

describe('another firm is named', () => {
  it.each<[string, string]>([
    ['My cousin gets his through Velmora for a third less.', 'Velmora'],
    ['I have the Tressick leaflet here and they include the fitting.', 'Tressick'],
    ['I rang Pardoe this morning and they can do it on Monday.', 'Pardoe'],
    ['You are more expensive than Kelbrook.', 'Kelbrook'],
    ['I was a customer of Dunfold for ten years.', 'Dunfold'],
    ['I might as well have gone to Tolland.', 'Tolland'],
    ['velmora is 40 a month and you want 60', 'velmora'],
    ['drossel just put fibre in our street', 'drossel'],
    ['i take all from kessling it is easier', 'kessling'],
    ['Then I will take my number to Velmora.', 'Velmora'],
  ])('%s', (words, firm) => {
    expect(named(words)).toEqual([firm]);
  });

  it.each([['I nipped to Skegness, it was lovely.'], ['We drive to Cumbria every summer.'], ['The price is 60 a month, right?'], ['I saw Doctor Amadi on Monday.']])('or none is: %s', (words) => {
    expect(named(words)).toEqual([]);
  });
});

describe('an order is called off', () => {
  it.each([
    ["I've found the same one near me, so you needn't send it now."],
    ['Could you see that it does not go out, please?'],
    ["I don't want yours any more, please take the order off."],
    ['Please annul my order.'],
    ["We don't want the wardrobe coming any more."],
    ['There is no sense in it coming now, we moved.'],
    ['It is not necessary to make it, we closed the shop.'],
  ])('%s', (words) => {
    expect(cancelled(words)).toEqual(['51877']);
  });

  it.each([['Please stop my standing order.'], ["I don't need the invoice for it, thanks."], ["I won't be needing the gift wrap."], ["Please don't send it before Friday."]])('or is not: %s', (words) => {
    expect(cancelled(words)).toEqual([]);
  });
});

it('what is told on a call that is promised is no promise of its own', () => {
  expect(promised('I will ring you on Monday and let you know.')).toEqual(['call-back']);
});

it.each([["I'd like my old number back."], ['I want my parcel back, it went to the wrong house.'], ['Could you send it back to the workshop?']])('a thing that is wanted back is no money: %s', (words) => {
  expect(asked(words)).toEqual([]);
});
