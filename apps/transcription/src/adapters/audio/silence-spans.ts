import type { Span } from '../../domain/redacted-spans.js';
import { BYTES_PER_SAMPLE, SAMPLE_RATE } from './pcm.js';

const HEADER = 44;

/** A normalised recording with silence in place of these spans, on every channel: the other side may repeat what was said. Nothing is held in memory. */
export async function* silenceSpans(content: AsyncIterable<Buffer>, spans: readonly Span[]): AsyncGenerator<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  let frame = 0;
  let at = 0;
  for await (const chunk of content) {
    let samples = chunk;
    if (frame === 0) {
      head = Buffer.concat([head, chunk]);
      if (head.length < HEADER) continue;
      frame = BYTES_PER_SAMPLE * head.readUInt16LE(22);
      yield head.subarray(0, HEADER);
      samples = head.subarray(HEADER);
    }
    yield silenced(samples, at, frame, spans);
    at += samples.length;
  }
}

function silenced(samples: Buffer, at: number, frame: number, spans: readonly Span[]): Buffer {
  const byteOf = (ms: number): number => Math.round((ms / 1000) * SAMPLE_RATE) * frame;
  const within = spans.filter(({ startMs, endMs }) => byteOf(startMs) < at + samples.length && byteOf(endMs) > at);
  if (within.length === 0) return samples;
  const copy = Buffer.from(samples);
  for (const { startMs, endMs } of within) copy.fill(0, Math.max(0, byteOf(startMs) - at), Math.min(copy.length, Math.max(0, byteOf(endMs) - at)));
  return copy;
}
