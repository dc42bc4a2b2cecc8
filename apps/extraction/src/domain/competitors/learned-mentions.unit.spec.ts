import { bundledMentions } from '../../adapters/mention-model.adapter.js';
import { bundledRulePacks } from '../../adapters/rule-packs.adapter.js';
import { callContext, transcriptOf } from '../../testing/conversations.js';
import { localEngine } from '../analyse.js';
import { readConversation } from '../language/tokens.js';
import { nameCandidates } from './name-candidates.js';

const packs = bundledRulePacks();
const GREETING = 'A: Thank you for calling Brookline, how can I help?';
const named = (turns: readonly string[], engine = localEngine(packs)): string[] => engine(transcriptOf([GREETING, ...turns]), callContext()).insights.flatMap((i) => (i.type === 'competitor.mentioned.v1' ? [i.data.competitor] : []));
const byRulesAlone = localEngine(bundledRulePacks(undefined, undefined, null));
const seen = (turn: string): string[] => nameCandidates(readConversation(transcriptOf([turn]).utterances)).map(({ name }) => name);

describe('what has the form of a name', () => {
  it.each([
    ['a run of words written large', 'C: So Blue Harbour quoted less than you, and Kestrel did too.', ['Blue Harbour', 'Kestrel']],
    ['without the word of grammar that begins the sentence', 'C: With Kestrel it was less.', ['Kestrel']],
    ['not the usual word that begins one', 'C: Delivery was late.', []],
    ['nor a day', 'C: It came on Tuesday.', []],
  ])('%s', (_rule, turn, names) => expect(seen(turn)).toEqual(names));

  it('in small writing a strange word, and usual ones only where names stand', () => {
    expect(seen('C: kestrelo do it for less')).toContain('kestrelo');
    expect(seen('C: i am with blue harbour now')).toContain('blue harbour');
    expect(seen('C: the blue one is late')).not.toContain('blue one');
  });
});

describe('competitors as the model hears them', () => {
  it('are found where no rule says so', () => {
    const turns = ['A: Delivery is two weeks.', 'C: Tarnwick said they could have it here by Friday for 90 pounds.'];
    expect(named(turns, byRulesAlone)).toEqual([]);
    expect(named(turns)).toEqual(['Tarnwick']);
  });

  it('are none where a person, a place or who is called is named in the same words', () => {
    expect(named(['A: Who did you speak to?', 'C: I spoke to Joan, and then Brookline rang me from Spain.'])).toEqual([]);
  });

  it('are left to the rules in a pack that a tenant wrote', () => {
    expect(bundledMentions()).not.toBeNull();
    expect(byRulesAlone(transcriptOf([GREETING]), callContext()).engineVersion).not.toContain('competitors@');
  });
});
