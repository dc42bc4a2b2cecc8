import { phraseFitting } from '@callmesh/extraction';
import { utterancesOf } from './examples.js';
import { train } from './train.js';
import { fitWeighing, oddsOf } from './weighing.js';

const line = (t: string, k: readonly string[], s = 'C'): string => JSON.stringify({ s, prev: 'A: How can I help?', t, k });
const TEXT = [
  ...['I want my money back', 'please refund me', 'can I have my money back', 'give me a refund please'].map((t) => line(t, ['refund'])),
  ...['what are your opening hours', 'do you have it in blue', 'thank you very much', 'where is your shop'].map((t) => line(t, [])),
].join('\n');

describe('the phrase model is trained', () => {
  it('to tell what was labelled from what was not, the same each time', () => {
    const weights = train(utterancesOf('author-x.jsonl', TEXT), phraseFitting.PHRASE_LABELS.length);
    expect(train(utterancesOf('author-x.jsonl', TEXT), phraseFitting.PHRASE_LABELS.length)).toEqual(weights);
    const model = phraseFitting.modelOf(1, weights);
    const told = (t: string): number => model.logOdds(phraseFitting.conversationOf([t]))[0]?.[phraseFitting.PHRASE_LABELS.indexOf('refund')] ?? NaN;
    expect(told('C: I would like my money back')).toBeGreaterThan(told('C: what colours do you have'));
  });

  it.each([
    ['{"s":"C"', /^author-x.jsonl, line 2: no JSON/],
    ['{"s":"B","prev":"","t":"hello","k":[]}', /^author-x.jsonl, line 2: s: /],
    ['{"s":"C","prev":"","t":"hello","k":["refunds"]}', /^author-x.jsonl, line 2: k\.0: /],
    ['{"s":"C","prev":"How?","t":"hello","k":[]}', /^author-x.jsonl, line 2: prev: /],
  ])('and a fault in the utterances is named with file and line: %s', (source, message) => {
    expect(() => utterancesOf('author-x.jsonl', `${line('hello', [])}\n${source}`)).toThrow(message);
  });
});

describe('rules and model are weighed', () => {
  it('by how often each was right: where the model tells and the rules do not, the model decides', () => {
    const candidates = Array.from({ length: 80 }, (_, at) => ({ pack: 'refund', author: 'x', call: `${at}`, counts: 1, right: at % 2 === 0, grounds: { rules: at % 4 < 2 ? 2 : -2, here: at % 2 === 0 ? 2 : -2, best: 0, further: false, doubt: 0 } }));
    const by = fitWeighing(candidates, ['refund']).get('refund');
    if (!by) throw new Error('no weighing');
    expect(oddsOf({ rules: -2, here: 2, best: 0, further: false, doubt: 0 }, by)).toBeGreaterThan(0);
    expect(oddsOf({ rules: 2, here: -2, best: 0, further: false, doubt: 0 }, by)).toBeLessThan(0);
  });

  it('and what the model alone finds by how often that was right, however often the rules were', () => {
    const ruled = Array.from({ length: 60 }, (_, at) => ({ pack: 'refund', author: 'x', call: `${at}`, counts: 1, right: true, grounds: { rules: 2, here: 1, best: 1, further: false, doubt: 0 } }));
    const alone = ruled.map((candidate, at) => ({ ...candidate, right: at % 2 === 0, grounds: { rules: null, here: at % 2 === 0 ? 3 : 0, best: 0, further: false, doubt: 0 } }));
    const by = fitWeighing([...ruled, ...alone], ['refund']).get('refund');
    if (!by) throw new Error('no weighing');
    expect(oddsOf({ rules: null, here: 3, best: 0, further: false, doubt: 0 }, by)).toBeGreaterThan(0);
    expect(oddsOf({ rules: null, here: 0, best: 0, further: false, doubt: 0 }, by)).toBeLessThan(0);
  });
});
