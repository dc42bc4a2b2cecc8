import { transcriptOf } from '../../testing/conversations.js';
import { compileTracker, track, type TrackerResult } from './tracker.js';
import { trackerDefinition } from './tracker-definition.js';

type Wanted = Parameters<typeof trackerDefinition.parse>[0];
const look = (turns: readonly string[], wanted: Wanted, options: Parameters<typeof transcriptOf>[1] = { confidence: 0.9 }): TrackerResult =>
  track(transcriptOf(turns, options), [compileTracker('t', 1, trackerDefinition.parse({ title: 'Tracker', ...(wanted as object) }))])[0] as TrackerResult;
const said = (turns: readonly string[], wanted: Wanted): string[] => look(turns, wanted).hits.map(({ quote }) => quote);

describe('a phrase', () => {
  it.each([
    ['whatever its case, punctuation and short forms', ["C: I'D like to — cancel, my order!"], "i would like to cancel my order", ["I'D like to — cancel, my order"]],
    ['over a breath and a full stop of the same speaker', ['C: cancel my.', 'C: order please'], 'cancel my order', ['cancel my']],
    ['by its beginning', ['C: I am cancelling it.'], 'cancel* it', ['cancelling it']],
    ['not in part of a word', ['C: It is unrefundable.'], 'refund', []],
    ['not over two speakers', ['C: cancel', 'A: my order?'], 'cancel my order', []],
  ])('is found %s', (_how, turns, phrase, quotes) => {
    expect(said(turns, { any: [{ phrase }] })).toEqual(quotes);
  });

  it('has the time of its words, not of its utterance', () => {
    const { hits } = look(['C: Well, what I really want is a refund today.'], { any: [{ phrase: 'refund' }] });
    expect(hits).toEqual([{ utteranceId: 'u1', quote: 'refund', speaker: 'customer', startMs: 1_800, endMs: 2_160 }]);
  });
});

describe('two words near each other', () => {
  const near = (within: number, ordered = false): Wanted => ({ any: [{ near: { words: ['refund', 'today'], within, ordered } }] });
  it.each([
    [5, 'C: I want my refund sent to me today.', ['refund sent to me today']],
    [3, 'C: I want my refund sent to me today.', []],
    [5, 'C: Today I want my refund.', ['Today I want my refund']],
  ])('within %i words: %s', (within, turn, quotes) => expect(said([turn], near(within))).toEqual(quotes));
  it('in order, when that is asked', () => expect(said(['C: Today I want my refund.'], near(5, true))).toEqual([]));
});

describe('a sequence', () => {
  const offer = { any: [{ sequence: { steps: [{ phrase: 'cancel', speaker: 'customer' }, { phrase: 'discount', speaker: 'agent' }], withinSeconds: 20 } }] };
  it('needs its order, its speakers and its time', () => {
    expect(said(['C: I cancel.', 'A: We have a discount.'], offer)).toEqual(['discount']);
    expect(said(['A: We have a discount.', 'C: I cancel.'], offer)).toEqual([]);
    expect(said(['A: You want to cancel?', 'A: We have a discount.'], offer)).toEqual([]);
    expect(said(['C: I cancel.', `A: ${'So let me see what I can do. '.repeat(15)}`, 'A: We have a discount.'], offer)).toEqual([]);
  });
});

describe('a position', () => {
  const long = ['A: This call is recorded.', `C: ${'I talk about this and that for a while. '.repeat(20)}`, 'A: This call is recorded. Goodbye.'];
  it('counts by the words', () => {
    expect(look(long, { any: [{ phrase: 'recorded' }], window: { firstSeconds: 10 } }).hits).toMatchObject([{ utteranceId: 'u1' }]);
    expect(look(long, { any: [{ phrase: 'recorded' }], window: { lastSeconds: 5 } }).hits).toMatchObject([{ utteranceId: 'u3' }]);
    expect(look(long, { any: [{ phrase: 'goodbye' }], window: { firstSeconds: 10 } }).state).toBe('none');
  });
});

describe('absence', () => {
  const never = { any: [{ phrase: 'this call is recorded' }], speaker: 'agent', window: { firstSeconds: 60 }, absent: true };
  it.each([
    ['hit', ['A: Hello.', 'C: Hi, is this call recorded?', 'C: This call is recorded, I guess.']],
    ['none', ['A: Hello, this call is recorded.', 'C: Hi.']],
    ['hit', ['A: Hello.', `C: ${'I talk about this and that for a while. '.repeat(30)}`, 'A: Oh, this call is recorded.']],
    ['unknown', ['U: Hello.', 'U: Hi.']],
    ['unknown', []],
  ])('%s: %j', (state, turns) => expect(look(turns, never).state).toBe(state));
});

it('a definition without a word is refused', () => {
  expect(() => look([], { any: [{ phrase: '…' }] })).toThrow('holds no word');
  expect(trackerDefinition.safeParse({ title: 'Both', any: [{ phrase: 'x' }], window: { firstSeconds: 1, lastSeconds: 1 } }).success).toBe(false);
});
