import type { Span } from '../../domain/audio/redacted-spans.js';
import { unite, type SilencedSpan } from '../../domain/audio/silenced-spans.js';
import { SAMPLE_RATE, loudness, splitChannels } from './pcm.js';
import { wholeSamples } from './whole-samples.js';

/** Word times of speech engines are off by so much: so much more is silenced on either side. */
const AROUND_MS = 250;
/** From there on to the quietest place within so much, where a word is likelier to end. */
const PAUSE_MS = 200;
const FRAME_MS = 20;
const FRAME = (SAMPLE_RATE / 1000) * FRAME_MS;

const samplesOf = (ms: number): number => Math.round((ms / 1000) * SAMPLE_RATE);

/** Decides sample by sample what of a recording is silenced, and on which channels. The recording is read piece by piece and not kept. */
export async function planSilence(content: AsyncIterable<Buffer>, spans: readonly Span[]): Promise<SilencedSpan[]> {
  if (spans.length === 0) return [];
  let channels = 0;
  let samples = 0;
  const frames: Float32Array[][] = [];
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of wholeSamples(content)) {
    channels = piece.channels;
    if (piece.kind === 'header') continue;
    samples = piece.at + piece.bytes.length / (2 * channels);
    const all = rest.length === 0 ? piece.bytes : Buffer.concat([rest, piece.bytes]);
    const whole = all.length - (all.length % (FRAME * 2 * channels));
    rest = Buffer.from(all.subarray(whole));
    frames.push(splitChannels(all.subarray(0, whole), channels).map(loudness));
  }
  const loud = Array.from({ length: channels }, (_, channel) => concat(frames.map((piece) => piece[channel] ?? new Float32Array(0))));
  return unite(
    spans.flatMap((span) =>
      Array.from({ length: channels }, (_, channel) => {
        const own = loud[span.channel !== null && span.channel < channels ? span.channel : channel] ?? new Float32Array(0);
        return { ...widened(span, own, samples), channel };
      }),
    ),
  );
}

function widened({ startMs, endMs }: Span, loud: Float32Array, samples: number): { from: number; to: number } {
  const before = quietest(loud, startMs - AROUND_MS - PAUSE_MS, startMs - AROUND_MS);
  const after = quietest(loud, endMs + AROUND_MS, endMs + AROUND_MS + PAUSE_MS);
  return { from: Math.max(0, samplesOf(before)), to: Math.min(samples, samplesOf(after)) };
}

/** The middle of the quietest frame between two times, ms; the middle of them where there is none. */
function quietest(loud: Float32Array, fromMs: number, toMs: number): number {
  let best = { at: (fromMs + toMs) / 2, loudness: Infinity };
  for (let frame = Math.max(0, Math.ceil(fromMs / FRAME_MS)); frame < Math.min(loud.length, Math.floor(toMs / FRAME_MS)); frame += 1) {
    const value = loud[frame] ?? 0;
    if (value < best.loudness) best = { at: (frame + 0.5) * FRAME_MS, loudness: value };
  }
  return best.at;
}

function concat(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
