import { bundledEngine } from '../../engine.js';
import { callContext, transcriptOf } from '../../testing/conversations.js';
import { findReferences } from './references.js';
import { readConversation } from './tokens.js';

const named = (turns: readonly string[]): string[] => findReferences(readConversation(transcriptOf(turns).utterances)).map(({ kind, value }) => `${kind} ${value}`);

describe('ids of products', () => {
  it.each([
    ['My item number is 88213.', ['product 88213']],
    ['the sku is TX-40 and it is order 51877', ['product TX-40', 'order 51877']],
    ['part number seven seven one oh four, please', ['product 77104']],
    ['Model XR-2200 keeps cutting out.', ['product XR-2200']],
    ['there are two items in order 51877', ['order 51877']],
    ['item 3 on the invoice 77120', ['invoice 77120']],
  ])('%s', (words, found) => expect(named([`C: ${words}`]).filter((one) => !one.startsWith('unnamed'))).toEqual(found));

  it('are what was asked for, and no order’s', () => {
    expect(named(['A: And which product code is on the box?', 'C: That is 60 41 27.', 'A: 604127, lovely. And the order number?', 'C: 51877.'])).toEqual(['product 604127', 'product 604127', 'order 51877']);
  });

  it('are entities of the facts that name them, and of the problem that the call is about', () => {
    const { insights } = bundledEngine()(transcriptOf(['A: How can I help?', 'C: The kettle that I bought is broken, it leaks.', 'A: Sorry to hear it. What is the item number?', 'C: 88213.', 'A: I will send you a new one tomorrow.']), callContext());
    const issue = insights.find(({ type }) => type === 'customer.issue-identified.v1');
    expect(issue?.data.entities).toEqual([
      { kind: 'product', value: 'kettle', party: null, text: 'kettle', utteranceId: 'u2' },
      { kind: 'product', value: '88213', party: null, text: '88213', utteranceId: 'u4' },
    ]);
    expect(insights.find(({ type }) => type === 'agent.commitment-made.v1')?.data.entities.filter(({ kind }) => kind === 'product')).toEqual([]);
  });
});
