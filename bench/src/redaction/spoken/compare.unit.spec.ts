import type { Utterance } from '@callmesh/contracts';
import { readUtterances } from '../marked.js';
import { compare, compareSide, type Compared } from './compare.js';
import { countHeard } from './counts.js';
import { tokensOf } from './tokens.js';
import { turnsOf, type Turn } from './turns.js';

const only = (marked: string): Turn[] => readUtterances(marked).flatMap(turnsOf);

/** What was said with its marks against what was heard with what was redacted, both as {TYPE:…}. */
function held(said: string, heard: string): Pick<Compared, 'values' | 'spans'> {
  const [a, b] = [said, heard].map((marked) => {
    const { text, gold } = readUtterances(marked)[0] ?? { text: '', gold: [] };
    return { tokens: tokensOf(text, gold), types: gold.map(({ type }) => type) };
  });
  if (!a || !b) throw new Error('nothing to compare');
  return compareSide(a, b);
}

const heardAs = (speaker: Utterance['speaker'], text: string, id = 'u1'): Utterance => ({ id, speaker, channel: 0, text, startMs: 0, endMs: 1_000, confidence: null, words: [] });

describe('a value that was said, in what was heard and redacted', () => {
  it('has leaked where its word stands in clear, and where a close spelling of it does', () => {
    expect(held('I am {PERSON:Omar Haddad} here', 'I am {PERSON:Omar} Haddad here').values).toEqual([{ type: 'PERSON', heard: 2, leaked: ['haddad'] }]);
    expect(held('I am {PERSON:Omar Haddad} here', 'I am {PERSON:Omar} Hadad here').values[0]?.leaked).toEqual(['hadad']);
    expect(held('with {PERSON:Lindqvist} please', 'with Lynn Quist please').values[0]?.leaked).toEqual(['lynn quist']);
  });

  it('has not leaked where nobody would recognise it', () => {
    expect(held('I am {PERSON:Haddad} here', 'I am hungry here').values).toEqual([{ type: 'PERSON', heard: 0, leaked: [] }]);
  });

  it('leaks by its figures, however they are written, and not by the words between them', () => {
    expect(held('it is {PHONE:four one five, um sorry, double two}', 'it is 41, {PHONE:5}, sorry, {PHONE:22}').values).toEqual([{ type: 'PHONE', heard: 5, leaked: ['4', '1'] }]);
  });

  it('is gone under whatever type', () => {
    expect(held('code {CVV:nine oh four}', 'code {PHONE:904}').values).toEqual([{ type: 'CVV', heard: 3, leaked: [] }]);
  });
});

describe('a word that was redacted in what was heard', () => {
  it('is wrong where it answers to nothing personal', () => {
    expect(held('order four eight two one', 'order {PHONE:4821}').spans).toEqual([{ type: 'PHONE', words: 4, wrong: ['4', '8', '2', '1'] }]);
    expect(held('my name is {PERSON:Tom} calling', 'my name is {PERSON:Tom calling}').spans[0]?.wrong).toEqual(['calling']);
  });

  it('is right where it is what was made of a value', () => {
    expect(held('I am {PERSON:Haddad} here', 'I am {PERSON:how dad} here').spans[0]?.wrong).toEqual([]);
  });
});

it('a text is redacted as one conversation: the question of the other voice says what the answer holds', () => {
  const turns = only('> And the three digits on the back?\n{CVV:three one seven}');
  const asked = compare(turns, [heardAs('agent', 'And the three digits on the back?'), heardAs('customer', 'three one seven', 'u2')]);
  expect(countHeard([asked])['CVV']).toMatchObject({ said: 1, heard: 1, gone: 1, words: 3, leaked: 0, recall: 1 });
  const otherwise = compare(turns, [heardAs('agent', 'And how many boxes did you order?'), heardAs('customer', 'three one seven', 'u2')]);
  expect(countHeard([otherwise])['CVV']).toMatchObject({ gone: 0, leaked: 3, recall: 0 });
});
