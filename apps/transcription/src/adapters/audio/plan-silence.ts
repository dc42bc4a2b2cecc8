import type { Span } from '../../domain/audio/redacted-spans.js';
import { unite, type SilencedSpan } from '../../domain/audio/silenced-spans.js';
import { BLOCK, LATEST_BLEED_MS } from './bleed.js';
import { listenForSilence, type Listened } from './listen-for-silence.js';
import { SAMPLE_RATE } from './pcm.js';

/** Word times of speech engines are off by so much: so much more is silenced on either side. */
const AROUND_MS = 250;
/** From there on to the quietest place within so much, where a word is likelier to end. */
const PAUSE_MS = 200;
const FRAME_MS = 20;

const samplesOf = (ms: number): number => Math.round((ms / 1000) * SAMPLE_RATE);

/**
 * Decides sample by sample what of a recording is silenced: on the channel on which it was said, and on another one where it bled over, some
 * time longer there. Where it is not known who said it, on all.
 */
export async function planSilence(content: AsyncIterable<Buffer>, spans: readonly Span[]): Promise<SilencedSpan[]> {
  if (spans.length === 0) return [];
  const wide = spans.map(({ startMs, endMs, channel }) => ({ from: samplesOf(startMs - AROUND_MS - PAUSE_MS), to: samplesOf(endMs + AROUND_MS + PAUSE_MS), channel }));
  const listened = await listenForSilence(content, wide);
  return unite(spans.flatMap((span) => silencedFor(span, listened)));
}

function silencedFor(span: Span, { channels, samples, loudness, bled }: Listened): SilencedSpan[] {
  const all = Array.from({ length: channels }, (_, channel) => channel);
  const own = span.channel !== null && span.channel < channels ? [span.channel] : all;
  const silenced = own.map((channel) => ({ ...widened(span, loudness[channel] ?? new Float32Array(0), samples), channel }));
  const others = all.filter((channel) => !own.includes(channel));
  return [
    ...silenced,
    ...others.flatMap((channel) =>
      silenced
        .filter(({ from, to, channel: speaker }) => blocksOf(from, to).some((block) => bled.has(`${block} ${speaker} ${channel}`)))
        .map(({ from, to }) => ({ from, to: Math.min(samples, to + samplesOf(LATEST_BLEED_MS)), channel })),
    ),
  ];
}

const blocksOf = (from: number, to: number): number[] => Array.from({ length: Math.floor((to - 1) / BLOCK) - Math.floor(from / BLOCK) + 1 }, (_, n) => Math.floor(from / BLOCK) + n);

function widened({ startMs, endMs }: Span, loudness: Float32Array, samples: number): { from: number; to: number } {
  const before = quietest(loudness, startMs - AROUND_MS - PAUSE_MS, startMs - AROUND_MS);
  const after = quietest(loudness, endMs + AROUND_MS, endMs + AROUND_MS + PAUSE_MS);
  return { from: Math.max(0, samplesOf(before)), to: Math.min(samples, samplesOf(after)) };
}

/** The middle of the quietest frame between two times, ms; the middle of them where there is none. */
function quietest(loudness: Float32Array, fromMs: number, toMs: number): number {
  let best = { at: (fromMs + toMs) / 2, value: Infinity };
  for (let frame = Math.max(0, Math.ceil(fromMs / FRAME_MS)); frame < Math.min(loudness.length, Math.floor(toMs / FRAME_MS)); frame += 1) {
    const value = loudness[frame] ?? 0;
    if (value < best.value) best = { at: (frame + 0.5) * FRAME_MS, value };
  }
  return best.at;
}
