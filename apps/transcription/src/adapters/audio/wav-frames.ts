import { BYTES_PER_SAMPLE, loudness, splitChannels } from './pcm.js';
import { readNormalised } from './normalised-wav.js';

/** Loudness of a whole recording, a number for each 20 ms: the louder channel's root mean square. The sound itself is read piece by piece and not kept. */
export async function wavFrames(content: AsyncIterable<Buffer>): Promise<Float32Array> {
  const found: Float32Array[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let frameBytes = 0;
  for await (const { samples, channels } of readNormalised(content)) {
    frameBytes = 320 * BYTES_PER_SAMPLE * channels;
    const all = rest.length === 0 ? samples : Buffer.concat([rest, samples]);
    const whole = all.length - (all.length % frameBytes);
    rest = Buffer.from(all.subarray(whole));
    if (whole > 0) found.push(loudest(splitChannels(all.subarray(0, whole), channels)));
  }
  const frames = new Float32Array(found.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of found) {
    frames.set(part, at);
    at += part.length;
  }
  return frames;
}

function loudest(channels: readonly Int16Array[]): Float32Array {
  const [first, ...others] = channels.map(loudness);
  const frames = first ?? new Float32Array(0);
  for (const other of others) for (let at = 0; at < frames.length; at += 1) frames[at] = Math.max(frames[at] ?? 0, other[at] ?? 0);
  return frames;
}
