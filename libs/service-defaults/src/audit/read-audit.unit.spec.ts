import { quotedIn } from './read-audit.js';

describe('an answer quotes', () => {
  it('each conversation whose words stand in it, once, at any depth', () => {
    const items = [{ conversationId: 'a', evidence: [{ quote: 'cancel it' }, { quote: 'please' }] }, { conversationId: 'b', change: { fields: [{ before: null, after: 'wants to cancel' }] } }, { conversationId: 'c', evidence: [] }];
    expect(quotedIn({ waiting: 3, items })).toEqual(['a', 'b']);
  });

  it('the conversation of its route where it names none itself', () => {
    expect(quotedIn({ insights: [{ quote: 'cancel it' }] }, 'of-the-route')).toEqual(['of-the-route']);
  });

  it('nothing when nothing was said in it', () => {
    for (const answer of [undefined, 'text', { conversationId: 'a', quote: null, after: '' }, [{ summary: 'asks for a refund' }]]) expect(quotedIn(answer)).toEqual([]);
  });
});
