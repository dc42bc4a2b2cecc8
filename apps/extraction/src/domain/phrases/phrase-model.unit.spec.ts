import { readWeights, writeWeights } from '../../adapters/learned-weights.js';
import { bundledRulePacks } from '../../adapters/rule-packs.adapter.js';
import { callContext, transcriptOf } from '../../testing/conversations.js';
import { localEngine } from '../analyse.js';
import { readConversation } from '../language/tokens.js';
import { replacePacks } from '../rule-packs/replace-packs.js';
import { FeatureBag } from '../learned/feature-bag.js';
import { weightTable, type SparseWeights } from '../learned/weight-table.js';
import { phraseReader } from './phrase-features.js';
import { PHRASE_LABELS } from './phrase-model.js';
import { wordForm } from './word-forms.js';

const packs = bundledRulePacks();
const typesIn = (turns: readonly string[], engine = localEngine(packs)): string[] => engine(transcriptOf(turns), callContext()).insights.map(({ type }) => type);
const byRulesAlone = localEngine(bundledRulePacks(undefined, () => null));

describe('the phrase model beside the rules', () => {
  it('is named in the version of the engine, with its own', () => {
    expect(localEngine(packs)(transcriptOf(['C: Hello.']), callContext()).engineVersion).toMatch(/ phrases@\d+ /);
    expect(byRulesAlone(transcriptOf(['C: Hello.']), callContext()).engineVersion).not.toContain('phrases@');
  });

  it('has no say in a pack that a tenant wrote', () => {
    const { learned, ...own } = packs.refund;
    expect(learned?.label).toBe('refund');
    const turns = ['A: How can I help?', 'C: I would like a refund for the kettle please, forty pounds.', 'A: Let me see.'];
    const withOwn = localEngine(replacePacks(packs, [own]))(transcriptOf(turns), callContext()).insights.find(({ type }) => type === 'refund.requested.v1');
    const alone = byRulesAlone(transcriptOf(turns), callContext()).insights.find(({ type }) => type === 'refund.requested.v1');
    expect(withOwn?.data.confidence).toBe(alone?.data.confidence);
  });

  it('makes more of what is left of a statement where the recogniser was unsure of the call', () => {
    const transcript = transcriptOf(['A: How can I help?', 'C: I would like a refund for the kettle please, forty pounds.']);
    const unsure = { ...transcript, utterances: transcript.utterances.map((utterance) => ({ ...utterance, confidence: 0.8 })) };
    const { learned } = packs.refund;
    if (!learned?.weighing) throw new Error('nothing was learned beside the pack refund');
    const weighing = { bias: 0, rules: 0.2, here: 0.2, best: 0, alone: 0, heard: 0.2, further: 0, doubt: 4 };
    const engine = localEngine({ ...packs, refund: { ...packs.refund, learned: { ...learned, weighing, least: 0 } } });
    const confidenceIn = (call: typeof transcript): number => engine(call, callContext()).insights.find(({ type }) => type === 'refund.requested.v1')?.data.confidence ?? 0;
    expect(confidenceIn(unsure)).toBeGreaterThan(confidenceIn(transcript));
  });

  it('hears the same in lower case without punctuation', () => {
    const clear = ['A: Hello?', 'C: The parcel never turned up, and nobody can tell me where it is.'];
    expect(typesIn(clear)).toContain('customer.issue-identified.v1');
    expect(typesIn(clear.map((turn) => `${turn.slice(0, 3)}${turn.slice(3).toLowerCase().replace(/[.,?]/g, '')}`))).toContain('customer.issue-identified.v1');
  });
});

const weights: SparseWeights = { rows: new Map([[7, 0], [4_000_000_000, 1]]), weights: Int8Array.from(PHRASE_LABELS.flatMap((_, at) => [at]).concat(PHRASE_LABELS.map(() => -5))), units: PHRASE_LABELS.map(() => 0.1), bias: PHRASE_LABELS.map(() => -1) };

describe('the weights as a file', () => {
  it('are read as they were written', () => {
    expect(readWeights(writeWeights(weights, PHRASE_LABELS), PHRASE_LABELS, 'phrases')).toEqual(weights);
  });

  it('that is cut short is refused', () => {
    expect(() => readWeights(writeWeights(weights, PHRASE_LABELS).subarray(0, -1), PHRASE_LABELS, 'phrases')).toThrow(/cut short/);
  });

  it('that knows other labels is refused', () => {
    const other = Buffer.from(writeWeights(weights, PHRASE_LABELS).toString('latin1').replace('refund', 'refunt'), 'latin1');
    expect(() => readWeights(other, PHRASE_LABELS, 'phrases')).toThrow(/npm run bench -- phrases --fit/);
  });

  it('of a word sequence nobody knows count nothing', () => {
    const bag = new FeatureBag();
    bag.add(7, 3);
    bag.add(8, 4);
    expect(weightTable(weights).score(bag, 10)[3]).toBeCloseTo(-1 + 6 * 3 * 0.1, 5);
  });
});

describe('what the model looks at', () => {
  const read = phraseReader(new Map([['parcel', 'goods'], ['packag', 'goods']]));
  const idsOf = (turns: readonly string[]): Set<number> => new Set(read.utterances(readConversation(transcriptOf(turns).utterances), (features) => features.taken(1)).at(-1)?.ids);
  const shared = (a: readonly string[], b: readonly string[]): number => [...idsOf(a)].filter((id) => idsOf(b).has(id)).length;

  it.each([
    ['charges', 'charged', 'charging'],
    ['parcel', 'parcels', 'parcel'],
    ['seven', '48213', '7'],
    ['monday', 'friday', 'sunday'],
    ['[person_1]', '[person_2]', '[person_9]'],
  ])('%s, %s and %s are one word', (a, b, c) => {
    expect(new Set([a, b, c].map(wordForm)).size).toBe(1);
  });

  it('words of a class have more in common than others', () => {
    expect(shared(['C: my parcel came'], ['C: my package came'])).toBeGreaterThan(shared(['C: my parcel came'], ['C: my sofa came']));
  });

  it('a negation changes what its words say', () => {
    const [plain, negated] = [idsOf(['C: I want a refund']), idsOf(['C: I do not want a refund'])];
    expect([...plain].every((id) => negated.has(id))).toBe(false);
    expect([...negated].filter((id) => !plain.has(id)).length).toBeGreaterThan(0);
  });

  it('a short answer says something else after another question', () => {
    expect([...idsOf(['A: Shall I call you back?', 'C: Yes please.'])].sort()).not.toEqual([...idsOf(['A: Do you have an account?', 'C: Yes please.'])].sort());
  });
});
