import { parseTranscript, type Utterance } from '@callmesh/contracts';
import fc from 'fast-check';
import { linesOf, resegment, type SegmentPlan } from './resegment.js';
import { wordsOf, type Segment } from './split-words.js';
import { toSubRip, toWebVtt } from './subtitle-files.js';

fc.configureGlobal({ seed: Number(process.env.SEED) });

const word = fc.constantFrom('order', 'yes.', 'no', 'I', 'cancel', '48213,', 'really?', '[PHONE_1]', 'Donaudampfschifffahrtsgesellschaft', 'please.');
const utterances = fc.array(fc.record({ speaker: fc.constantFrom('agent' as const, 'customer' as const, 'unknown' as const), words: fc.array(word, { minLength: 1, maxLength: 30 }), gap: fc.integer({ min: 0, max: 4000 }), pace: fc.integer({ min: 100, max: 900 }), timed: fc.boolean() }), { maxLength: 15 }).map((turns) => {
  let at = 0;
  return turns.map(({ speaker, words, gap, pace, timed }, n): Utterance => {
    const startMs = at + gap;
    at = startMs + words.length * pace;
    return { id: `u${n + 1}`, speaker, channel: 0, text: words.join(' '), startMs, endMs: at, confidence: null, words: timed ? words.map((text, i) => ({ text, startMs: startMs + i * pace, endMs: startMs + (i + 1) * pace, confidence: 0.9 })) : [] };
  });
});
const plans: readonly SegmentPlan[] = [
  { kind: 'streaming', maxMs: 3000 },
  { kind: 'subtitles', maxCharacters: 42, lines: 2, maxMs: 7000 },
  { kind: 'paragraphs', maxMs: 60_000 },
];
const textOf = (segments: readonly Segment[]): string => segments.map(({ text }) => text).join(' ');

describe.each(plans.map((plan) => [plan.kind, plan] as const))('%s', (_, plan) => {
  it('say the same words in the same order, each at its own time', () => {
    fc.assert(
      fc.property(utterances, (said) => {
        const segments = resegment({ utterances: said }, plan);
        expect(textOf(segments)).toBe(said.map(({ text }) => text).join(' '));
        expect(segments.flatMap(({ words }) => words)).toEqual(wordsOf({ utterances: said }));
        for (const { words, startMs, endMs, speaker } of segments) {
          expect(words.every((one) => one.startMs >= startMs && one.endMs <= endMs && one.speaker === speaker)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('limits', () => {
  it('a subtitle has at most so many lines of so many characters, but for a word that is longer than a line', () => {
    fc.assert(
      fc.property(utterances, fc.integer({ min: 20, max: 60 }), fc.integer({ min: 1, max: 3 }), (said, maxCharacters, lines) => {
        for (const { words } of resegment({ utterances: said }, { kind: 'subtitles', maxCharacters, lines, maxMs: 7000 })) {
          const shown = linesOf(words, maxCharacters);
          expect(shown.length).toBeLessThanOrEqual(lines);
          for (const line of shown) expect(line.length <= maxCharacters || !line.includes(' ')).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
  it('a streaming segment is no longer than asked, but for a single word', () => {
    fc.assert(
      fc.property(utterances, (said) => {
        for (const { words, startMs, endMs } of resegment({ utterances: said }, { kind: 'streaming', maxMs: 3000 })) expect(endMs - startMs <= 3000 || words.length === 1).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('subtitle files', () => {
  const said: Utterance[] = [
    { id: 'u1', speaker: 'agent', channel: 0, text: 'Thank you for calling <Larkfield> & Sons, how can I help you today?', startMs: 600, endMs: 4_210, confidence: null, words: [] },
    { id: 'u2', speaker: 'customer', channel: 1, text: 'Hello.', startMs: 3_661_005, endMs: 3_661_900, confidence: null, words: [] },
  ];
  const segments = resegment({ utterances: said }, { kind: 'subtitles', maxCharacters: 42, lines: 2, maxMs: 7000 });
  it('WebVTT comes back as what it was', () => {
    const file = toWebVtt(segments, 42);
    expect(file).toContain('1\n00:00:00.600 --> 00:00:04.210\n<v Agent>Thank you for calling &lt;Larkfield&gt; &amp; Sons,\nhow can I help you today?</v>\n');
    const { cues } = parseTranscript(Buffer.from(file));
    expect(cues.map(({ speaker, text, startMs }) => [speaker, text, startMs])).toEqual([['Agent', said[0]?.text, 600], ['Customer', 'Hello.', 3_661_005]]);
  });
  it('SubRip has a comma in its times, and plain text', () => {
    expect(toSubRip(segments, 42)).toBe('1\n00:00:00,600 --> 00:00:04,210\nThank you for calling <Larkfield> & Sons,\nhow can I help you today?\n\n2\n01:01:01,005 --> 01:01:01,900\nHello.\n');
  });
});
