import { bundledRulePacks } from '../../../adapters/rule-packs.adapter.js';
import { callContext, transcriptOf } from '../../../testing/conversations.js';
import { localEngine } from '../../analyse.js';
import { readConversation } from '../../language/tokens.js';
import { replacePacks } from '../../rule-packs/replace-packs.js';
import { heardMoods } from './heard-mood.js';
import { cuesByUtterance } from './mood.js';

const packs = bundledRulePacks();
const { sound: _without, ...rulesAlone } = packs.tone;

function heard(...turns: string[]): number[] {
  const reading = { conversation: readConversation(transcriptOf(turns).utterances), references: [], call: callContext(), packs };
  return heardMoods(reading, cuesByUtterance(reading));
}

describe('how an utterance sounds to the learned model', () => {
  it.each([
    ['contentment without a word of praise', "C: that'll do us nicely, I'll get the kettle on for him"],
    ['relief after trouble', 'C: so it was only the fuse and you sorted it in five minutes, what a weight off'],
    ['good news of an agent', "A: I've taken the charge off and you'll have the money back tomorrow"],
  ])('%s pleases', (_what, turn) => expect(heard(turn)[0]).toBeGreaterThan(0.25));

  it.each([
    ['a reproach without a word of anger', "C: nobody rang and nobody wrote so I sat there till gone six"],
    ['thanks that are not meant', 'C: oh wonderful, so I fill in another form and wait another month'],
    ['a refusal of an agent', "A: unfortunately there's nothing I can do, that's our policy I'm afraid"],
  ])('%s displeases', (_what, turn) => expect(heard(turn)[0]).toBeLessThan(-0.25));

  it('a plain question does neither', () => {
    expect(Math.abs(heard('C: could you tell me what time you open on Saturday')[0] ?? 1)).toBeLessThan(0.25);
  });

  it('a tenant that replaces the rules of tone keeps what was learned, and an engine says which model it used', () => {
    expect(replacePacks(packs, [rulesAlone]).tone.sound).toBe(packs.tone.sound);
    expect(localEngine(packs)(transcriptOf(['C: hello']), callContext()).engineVersion).toContain(`tone-model@${packs.tone.sound?.version}`);
    expect(localEngine({ ...packs, tone: rulesAlone })(transcriptOf(['C: hello']), callContext()).engineVersion).not.toContain('tone-model');
  });
});
