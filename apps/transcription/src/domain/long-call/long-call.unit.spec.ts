import fc from 'fast-check';
import type { SpeechSegment, SpokenWord } from '../../ports/speech.port.js';
import type { HeardSound } from '../heard-sound.js';
import { alignWords } from './align-words.js';
import { cutPoints, FRAME_MS } from './cut-points.js';
import { stitchParts } from './stitch-parts.js';

fc.configureGlobal({ seed: Number(process.env.SEED) });

const LOUD = 3000;
const CUTTING = { limitMs: 60_000, searchMs: 10_000, audibleRms: 58 };

/** Frames of a recording that is loud but for these silences. */
function sound(totalMs: number, silences: readonly (readonly [number, number])[], level = 0): Float32Array {
  const frames = new Float32Array(totalMs / FRAME_MS).fill(LOUD);
  for (const [from, to] of silences) frames.fill(level, from / FRAME_MS, to / FRAME_MS);
  return frames;
}

describe('cutting a long recording', () => {
  it('a short one is not cut', () => expect(cutPoints(sound(60_000, []), CUTTING)).toEqual([]));
  it('in the middle of the longest silence around the place', () => {
    expect(cutPoints(sound(75_000, [[10_000, 20_000], [41_000, 41_600], [44_000, 45_000], [70_000, 80_000]]), CUTTING)).toEqual([44_500]);
  });
  it('in a pause of a noisy line', () => {
    const frames = sound(75_000, [[38_000, 39_000], [0, 10_000]], 400);
    expect(cutPoints(frames, CUTTING)).toEqual([38_500]);
  });
  it('where it is quietest when there is no silence', () => {
    const frames = sound(75_000, []);
    frames.fill(1500, 45_000 / FRAME_MS, 45_400 / FRAME_MS);
    const [cut = 0] = cutPoints(frames, CUTTING);
    expect(cut).toBeGreaterThanOrEqual(45_000);
    expect(cut).toBeLessThanOrEqual(45_400);
  });
  it('into parts none of which is longer than the limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 250_000 }), fc.array(fc.tuple(fc.integer({ min: 0, max: 250_000 }), fc.integer({ min: 20, max: 4_000 })), { maxLength: 40 }), (ms, silences) => {
        const totalMs = Math.ceil(ms / FRAME_MS) * FRAME_MS;
        const cuts = cutPoints(sound(totalMs, silences.map(([at, length]) => [at, at + length] as const)), CUTTING);
        const edges = [0, ...cuts, totalMs];
        for (const [n, edge] of edges.slice(1).entries()) {
          expect(edge - (edges[n] ?? 0)).toBeGreaterThan(0);
          expect(edge - (edges[n] ?? 0)).toBeLessThanOrEqual(CUTTING.limitMs);
        }
      }),
      { numRuns: 40 },
    );
  });
});

const OVERLAP = 8_000;
const vocabulary = ['no', 'yes', 'order', 'the', 'cancel', 'please', 'late', 'is', 'it', 'again'];
interface Said { readonly text: string; readonly startMs: number; readonly endMs: number }

/** A talk of words and pauses. */
const talk = fc.array(fc.tuple(fc.constantFrom(...vocabulary), fc.integer({ min: 120, max: 500 }), fc.integer({ min: 0, max: 900 })), { minLength: 60, maxLength: 160 }).map((turns) => {
  let at = 500;
  return turns.map(([text, length, pause]): Said => {
    const startMs = at;
    at += length + pause;
    return { text, startMs, endMs: startMs + length };
  });
});

/** What an engine hears of a stretch: the words within, each a little early or late; of a torn one something else. */
function hear(said: readonly Said[], fromMs: number, toMs: number, jitter: (n: number) => number): HeardSound {
  const words = said.flatMap((word, n): SpokenWord[] => {
    if (word.endMs <= fromMs || word.startMs >= toMs) return [];
    const isTorn = word.startMs < fromMs || word.endMs > toMs;
    return [{ text: isTorn ? 'uh' : word.text, startMs: Math.max(fromMs, word.startMs + jitter(n)), endMs: Math.min(toMs, word.endMs + jitter(n)), probability: 0.9 }];
  });
  const segments: SpeechSegment[] = [];
  for (let at = 0; at < words.length; at += 7) {
    const of = words.slice(at, at + 7);
    segments.push({ text: of.map(({ text }) => text).join(' '), startMs: of[0]?.startMs ?? 0, endMs: of.at(-1)?.endMs ?? 0, noSpeech: 0, logProbability: -0.2, words: of });
  }
  return { model: 'm', language: 'en', durationMs: toMs, speechMs: null, channels: [{ channel: 0, isMixed: true, segments, voices: [] }] };
}

const textOf = (heard: HeardSound): string => (heard.channels[0]?.segments ?? []).map(({ text }) => text).join(' ');

describe('stitching', () => {
  const jitters = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 12, maxLength: 12 });

  it('loses no word and doubles none, wherever the cut falls, and keeps order and times', () => {
    fc.assert(
      fc.property(talk, jitters, jitters, fc.double({ min: 0.3, max: 0.7, noNaN: true }), (said, one, two, share) => {
        const end = (said.at(-1)?.endMs ?? 0) + 500;
        const cut = Math.round(end * share);
        const left = hear(said, 0, Math.min(end, cut + OVERLAP), (n) => one[n % 12] ?? 0);
        const right = hear(said, Math.max(0, cut - OVERLAP), end, (n) => two[n % 12] ?? 0);
        const stitched = stitchParts([{ sound: left, fromMs: 0 }, { sound: right, fromMs: cut }], OVERLAP);
        expect(textOf(stitched)).toBe(said.map(({ text }) => text).join(' '));
        const words = stitched.channels[0]?.segments.flatMap((segment) => segment.words) ?? [];
        for (const [n, word] of words.entries()) expect(Math.abs(word.startMs - (said[n]?.startMs ?? 0))).toBeLessThanOrEqual(50);
      }),
      { numRuns: 60 },
    );
  });

  it('three parts are one conversation', () => {
    const said = Array.from({ length: 200 }, (_, n): Said => ({ text: `w${n}`, startMs: n * 400, endMs: n * 400 + 350 }));
    const cuts = [0, 26_310, 53_050];
    const parts = cuts.map((fromMs, n) => ({ fromMs, sound: hear(said, Math.max(0, fromMs - OVERLAP), (cuts[n + 1] ?? 80_000) + (n < 2 ? OVERLAP : 0), () => 0) }));
    const stitched = stitchParts(parts, OVERLAP);
    expect(textOf(stitched)).toBe(said.map(({ text }) => text).join(' '));
    expect(stitched.durationMs).toBe(80_000);
  });

  it('an engine without words: a segment belongs where its middle lies', () => {
    const segment = (text: string, startMs: number): SpeechSegment => ({ text, startMs, endMs: startMs + 2000, noSpeech: null, logProbability: null, words: [] });
    const of = (...segments: SpeechSegment[]): HeardSound => ({ model: '', language: null, durationMs: 20_000, speechMs: null, channels: [{ channel: 0, isMixed: false, segments, voices: [] }] });
    const stitched = stitchParts([{ sound: of(segment('one', 1000), segment('two', 5000), segment('three', 11_000)), fromMs: 0 }, { sound: of(segment('two', 5000), segment('three', 11_000), segment('four', 15_000)), fromMs: 9000 }], OVERLAP);
    expect(textOf(stitched)).toBe('one two three four');
  });

  it('words that sound alike at other times are not the same', () => {
    const word = (text: string, startMs: number) => ({ text, startMs, endMs: startMs + 300 });
    expect(alignWords([word('No.', 0), word('no', 400), word('no,', 800)], [word('no', 420), word('no', 790)])).toEqual([[1, 0], [2, 1]]);
  });
});
