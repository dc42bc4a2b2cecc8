import { transcriptOf } from '../../testing/conversations.js';
import { readConversation } from '../language/tokens.js';
import { matchesIn, patternIndex } from './pattern-index.js';
import { readRulePack } from './rule-pack.js';

const rule = (id: string, speaker: 'customer' | 'agent' | 'any', ...any: string[]): object => ({ id, role: 'said', speaker, any });
// So many words share the bits of all others: what a pattern begins with never decides alone.
const crowd = Array.from({ length: 64 }, (_, at) => `word${at}`).join('|');
const pack = readRulePack({
  pack: 'p', version: 1, language: 'en', about: 'a test',
  rules: [rule('two-needs', 'any', 'cancel|stop ~3 order|parcel'), rule('agent', 'agent', 'cancel'), rule('crowd', 'any', crowd), rule('anything', 'any', '!please order'), rule('longest', 'any', 'my', 'my ~2 order', 'my last')],
});
const index = patternIndex(pack.rules);
const found = (turn: string): string[] => {
  const conversation = readConversation(transcriptOf([turn]).utterances);
  return conversation.sentences.flatMap((s) => matchesIn(index, conversation, s).map(({ rule: { id }, from, to }) => `${id} ${from}-${to}`));
};

describe('rules looked for through their index', () => {
  it.each([
    ['every need of a pattern has to be said', 'C: please stop the call', []],
    ['and in its order', 'C: the parcel cancel', []],
    ['needs are met by any of their words', 'C: so stop that parcel now', ['two-needs 1-4']],
    ['a pattern of the agent is not the customer\'s', 'C: cancel', []],
    ['but the agent\'s', 'A: cancel', ['agent 0-1']],
    ['a pattern may begin with a word of many', 'C: say wordnone word63', []],
    ['a pattern that begins with anything is tried everywhere', 'C: an order', ['anything 1-2']],
    ['of one rule the longest match at a place counts', 'C: my last good order', ['longest 0-4', 'anything 3-4']],
  ])('%s', (_rule, turn, expected) => expect(found(turn)).toEqual(expected));

  it('what one sentence said is not said in the next', () => {
    expect(found('C: Stop. The parcel came.')).toEqual([]);
  });
});
