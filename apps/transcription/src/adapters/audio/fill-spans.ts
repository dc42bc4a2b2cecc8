import type { SilencedSpan } from '../../domain/audio/silenced-spans.js';
import { BYTES_PER_SAMPLE } from './pcm.js';

/** What is heard in place of what was said. */
export type Filler = 'silence' | 'tone';

/** 1 kHz at −20 dBFS: at 16 kHz its period is 16 samples. */
const TONE = Int16Array.from({ length: 16 }, (_, n) => Math.round(3277 * Math.sin((2 * Math.PI * n) / 16)));

/** The sample that stands at this place of a span. */
export const fillerAt = (filler: Filler, sample: number): number => (filler === 'tone' ? (TONE[sample % TONE.length] ?? 0) : 0);

/**
 * Interleaved samples with a filler in place of spans.
 * @param at number of the first sample (per channel) of the piece.
 * @returns the piece itself when no span lies in it.
 */
export function fillSpans(piece: Buffer, at: number, channels: number, spans: readonly SilencedSpan[], filler: Filler): Buffer {
  const count = piece.length / (BYTES_PER_SAMPLE * channels);
  const within = spans.filter(({ from, to }) => from < at + count && to > at);
  if (within.length === 0) return piece;
  const filled = Buffer.from(piece);
  for (const { from, to, channel } of within) {
    for (let sample = Math.max(from, at); sample < Math.min(to, at + count); sample += 1) filled.writeInt16LE(fillerAt(filler, sample), ((sample - at) * channels + channel) * BYTES_PER_SAMPLE);
  }
  return filled;
}
