import type { SpeakerRole, Utterance } from '@callmesh/contracts';
import fc from 'fast-check';
import { talkMetrics } from './talk-metrics.js';

fc.configureGlobal({ seed: Number(process.env.SEED) });

type Said = readonly [speaker: SpeakerRole, startMs: number, endMs: number, text: string];

const said = (...turns: Said[]): Utterance[] =>
  turns.map(([speaker, startMs, endMs, text], i) => ({ id: `u${i + 1}`, speaker, channel: 0, text, startMs, endMs, confidence: null, words: [] }));

/** The same with a time for every word, each as long as the others and without gaps. */
const wordByWord = (utterances: readonly Utterance[]): Utterance[] =>
  utterances.map((u) => {
    const words = u.text.split(' ');
    const each = (u.endMs - u.startMs) / words.length;
    return { ...u, words: words.map((text, i) => ({ text, startMs: u.startMs + i * each, endMs: u.startMs + (i + 1) * each, confidence: 0.9 })) };
  });

const side = (utterances: readonly Utterance[], speaker: SpeakerRole, durationMs = 60_000) => talkMetrics(utterances, durationMs)?.speakers.find((s) => s.speaker === speaker);

const dialogues = fc.array(
  fc.record({ speaker: fc.constantFrom<SpeakerRole>('agent', 'customer', 'unknown'), start: fc.nat(600_000), length: fc.integer({ min: 1, max: 30_000 }), words: fc.integer({ min: 1, max: 30 }) }),
  { minLength: 1, maxLength: 40 },
);
const asUtterances = (turns: readonly { speaker: SpeakerRole; start: number; length: number; words: number }[]): Utterance[] =>
  said(...turns.map(({ speaker, start, length, words }): Said => [speaker, start, start + length, Array.from({ length: words }, () => 'so').join(' ')]));

describe('talk metrics', () => {
  it('shares add up to one, and talk without overlaps and silence to the duration, whatever is said when', () => {
    fc.assert(
      fc.property(dialogues, fc.boolean(), fc.nat(700_000), (turns, words, durationMs) => {
        const utterances = words ? wordByWord(asUtterances(turns)) : asUtterances(turns);
        const metrics = talkMetrics(utterances, durationMs);
        if (!metrics) throw new Error('times were given');
        const duration = Math.max(durationMs, ...utterances.map((u) => u.endMs));
        const talk = metrics.speakers.reduce((sum, s) => sum + s.talkMs, 0);
        expect(metrics.basis).toBe(words ? 'words' : 'utterances');
        expect(metrics.speakers.reduce((sum, s) => sum + s.share, 0)).toBeCloseTo(1, 6);
        expect(metrics.silenceMs + talk - metrics.overlapMs).toBeCloseTo(duration, 3);
        expect(metrics.longestSilenceMs).toBeLessThanOrEqual(metrics.silenceMs);
        expect(metrics.holdMs).toBeLessThanOrEqual(metrics.silenceMs);
        expect(metrics.overlapMs).toBeGreaterThanOrEqual(-0.001);
        for (const s of metrics.speakers) expect(s.talkMs).toBeLessThanOrEqual(duration);
      }),
      { verbose: true, numRuns: 200 },
    );
  });

  it('says nothing when nobody knows when anything was said', () => {
    expect(talkMetrics(said(['agent', 0, 0, 'Hello there'], ['customer', 0, 0, 'Hi']), 0)).toBeNull();
    expect(talkMetrics([], 10_000)).toBeNull();
  });

  it('takes utterances when words have no times, and says so', () => {
    const utterances = said(['agent', 0, 2_000, 'Good morning how can I help'], ['customer', 2_500, 4_000, 'My parcel is late']);
    expect(talkMetrics(utterances, 5_000)).toMatchObject({ basis: 'utterances', silenceMs: 1_500, longestSilenceMs: 1_000, overlapMs: 0 });
    expect(talkMetrics(wordByWord(utterances), 5_000)).toMatchObject({ basis: 'words' });
  });

  it('counts who began while the other spoke and went on, and no "mm-hm"', () => {
    const utterances = said(
      ['customer', 0, 8_000, 'So I have been waiting for this parcel since Monday and'],
      ['agent', 3_000, 3_500, 'Mm-hm.'],
      ['agent', 6_000, 12_000, 'Let me stop you there, what is the number of the order?'],
    );
    expect(side(utterances, 'agent')).toMatchObject({ interruptions: 1 });
    expect(side(utterances, 'customer')).toMatchObject({ interruptions: 0 });
  });

  it('gives a pace from ten words on, while speaking', () => {
    const twelve = 'one two three four five six seven eight nine ten eleven twelve';
    expect(side(said(['agent', 0, 6_000, twelve], ['customer', 50_000, 51_000, 'Yes']), 'agent')).toMatchObject({ wordsPerMinute: 120, longestTurnMs: 6_000 });
    expect(side(said(['agent', 0, 6_000, twelve], ['customer', 50_000, 51_000, 'Yes']), 'customer')).toMatchObject({ wordsPerMinute: null });
  });

  it('knows an announced hold, a long unannounced one, and no hold while it rings', () => {
    const announced = said(['agent', 0, 3_000, 'May I put you on hold for a moment?'], ['customer', 3_200, 4_000, 'Sure.'], ['agent', 20_000, 22_000, 'Thank you for waiting.']);
    expect(talkMetrics(announced, 22_000)).toMatchObject({ holds: 1, holdMs: 16_000 });
    const thinking = said(['agent', 0, 3_000, 'And the number?'], ['customer', 13_000, 16_000, 'Four eight two one three.']);
    expect(talkMetrics(thinking, 16_000)).toMatchObject({ holds: 0, holdMs: 0 });
    const silent = said(['agent', 40_000, 43_000, 'Hello.'], ['customer', 80_000, 83_000, 'Are you there?']);
    expect(talkMetrics(silent, 200_000)).toMatchObject({ holds: 1, holdMs: 37_000 });
  });
});
