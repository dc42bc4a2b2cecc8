import { bundledRulePacks } from '../../adapters/rule-packs.adapter.js';
import { bundledScorecards } from '../../adapters/scorecards.adapter.js';
import { sharedLists } from '../../adapters/bundled-pack.adapter.js';
import { transcriptOf } from '../../testing/conversations.js';
import { readConversation } from '../language/tokens.js';
import { callTypeOf } from './call-type.js';
import { compileScorecard } from './compiled.js';
import { scorecardDefinition, weightOf } from './definition.js';
import { scoreCall, type Scored } from './score-call.js';

const packs = bundledRulePacks();
const shipped = bundledScorecards(packs.modifiers);
const conversationOf = (turns: readonly string[]) => readConversation(transcriptOf(turns).utterances);
const scored = (id: string, turns: readonly string[]): Scored => {
  const card = shipped.find((c) => c.id === id);
  if (!card) throw new Error(`no scorecard ${id}`);
  return scoreCall(card, conversationOf(turns));
};
const criterion = (score: Scored, id: string) => score.criteria.find((c) => c.criterion === id);

const good = [
  'A: Good morning, Larkfield Outdoor, my name is Ruth, this call is recorded. How can I help you?',
  'C: My tent came with a broken pole.',
  "A: Oh no, I'm so sorry about that. When did it arrive?",
  'C: Yesterday.',
  'A: And which of the poles is broken?',
  'C: The long one.',
  'A: Was the box damaged as well?',
  'C: No.',
  "A: I have ordered a new pole for you, it will be with you on Friday, and I'll text you tomorrow to confirm.",
  'C: Great, thank you.',
];
const poor = ['A: Yeah?', 'C: My tent came with a broken pole.', "A: There's nothing I can do.", 'C: Could you look?', "A: That's not how it works. Ring back when you have the number.", 'C: Unbelievable.'];

describe('a shipped scorecard', () => {
  it.each(shipped.map((card) => [card.id, card] as const))('%s has weights of 100, and every criterion once', (_id, card) => {
    expect(weightOf(card.definition)).toBe(100);
    expect(card).toMatchObject({ version: 1, mode: 'pilot' });
  });

  it('gives a call that went well more than one that did not, with the words it rests on', () => {
    const [well, badly] = [scored('support', good), scored('support', poor)];
    expect(well.score ?? 0).toBeGreaterThan(85);
    expect(badly.score ?? 100).toBeLessThan(25);
    expect(criterion(well, 'next-step')).toMatchObject({ outcome: 'scored', score: 5, evidence: [{ speaker: 'agent', utteranceIds: ['u9'] }] });
    expect(criterion(badly, 'tone')?.evidence.length).toBeGreaterThan(0);
  });

  it('does not apply a criterion that the call gave no occasion for, and leaves it out of the score', () => {
    const hours = scored('support', ['A: Good morning, Larkfield, Ruth here, this call is recorded, how can I help?', 'C: Until when are you open today?', "A: We're open until eight.", "C: That's all I needed, thanks."]);
    expect(criterion(hours, 'discovery')).toMatchObject({ outcome: 'not-applicable', score: null });
    expect(criterion(hours, 'next-step')).toMatchObject({ outcome: 'not-applicable', score: null });
    expect(hours.score ?? 0).toBeGreaterThan(70);
  });

  it('counts an announcement of the recording that a machine plays', () => {
    expect(criterion(scored('support', ['A: Calls may be recorded for training.', ...poor]), 'disclosure')).toMatchObject({ outcome: 'scored', score: 5 });
  });
});

describe('an intent criterion without patterns', () => {
  const definition = scorecardDefinition.parse({
    title: 'Own',
    callType: 'support',
    criteria: [{ id: 'warranty', title: 'Warranty', definition: 'Explains the warranty', kind: 'intent', weight: 100, goal: 'The customer knows the warranty.', strong: [{ description: 'explains warranty period and exclusions', points: 2 }], weak: [{ description: 'refuses warranty without reason' }] }],
  });
  const card = compileScorecard('own', 3, definition, { lists: sharedLists(), modifiers: packs.modifiers });

  it('looks for the words of its descriptions', () => {
    const told = scoreCall(card, conversationOf(['C: How long does it last?', 'A: The warranty period is two years, and these exclusions apply: lost poles and burnt cloth.']));
    expect(told).toMatchObject({ scorecard: 'own', scorecardVersion: 3, needsPerson: false, criteria: [{ outcome: 'scored', evidence: [{ utteranceIds: ['u2'] }] }] });
    expect(told.criteria[0]?.score).toBeGreaterThanOrEqual(4);
  });

  it('asks a person, and gives no number, where nothing tells', () => {
    expect(scoreCall(card, conversationOf(good))).toMatchObject({ score: null, needsPerson: true, confidence: 0, criteria: [{ outcome: 'unsure', score: null }] });
  });

  it('with a description of no words to look for is refused', () => {
    const vague = { ...definition, criteria: definition.criteria.map((c) => (c.kind === 'intent' ? { ...c, strong: [{ description: 'good', points: 1, upTo: 1 }] } : c)) };
    expect(() => compileScorecard('own', 1, vague, { lists: {}, modifiers: packs.modifiers })).toThrow('criterion warranty: the description "good" has too few words');
  });
});

describe('the type of a call', () => {
  it.each([
    ['support', good],
    ['sales', ['A: Hello, this is Tessa from Orchard.', "C: I'd like a quote, we are comparing two tariffs.", 'A: It is forty euros a month, and you can cancel any time.', 'C: That is expensive.']],
    ['onboarding', ['A: Welcome to Ledgerly, I will be getting you set up today.', 'C: Hello.', 'A: First, click on Settings, then tap Add.']],
    [null, ['A: Hello.', 'C: Is Peter there, please?', 'A: He will be back at four.']],
  ])('is told as %s, or not at all', (expected, turns) => {
    expect(callTypeOf(conversationOf(turns), packs)).toBe(expected);
  });
});
