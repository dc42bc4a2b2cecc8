import { transcriptOf } from '../../testing/conversations.js';
import { productNear } from './products.js';
import { readConversation } from './tokens.js';

/** The product near the last sentence of what a customer says. */
function productOf(words: string): string | null {
  const conversation = readConversation(transcriptOf([`C: ${words}`]).utterances);
  const sentence = conversation.sentences.at(-1);
  if (!sentence) throw new Error('nothing was said');
  return productNear(conversation, { sentence })?.text ?? null;
}

describe('the thing that a problem is about', () => {
  it.each([
    ['the brown walking boots came without laces', 'brown walking boots'],
    ['My washing machine leaks.', 'washing machine'],
    ["The kid's laptop's dead.", "kid's laptop"],
    ['I want curtains that fit.', 'curtains'],
    ["It's this freezer full of food, it won't get cold.", 'freezer'],
    ['I bought a kettle. It leaks.', 'kettle'],
  ])('%s → %s', (words, product) => {
    expect(productOf(words)).toBe(product);
  });

  it.each([['I stayed over the weekend and was charged.'], ['None of our team can log in.'], ["My direct debit's gone up."], ['I was told something else the third week.']])('none: %s', (words) => {
    expect(productOf(words)).toBeNull();
  });
});
