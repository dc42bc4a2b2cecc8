import { bleedsOver, BLOCK } from './bleed.js';
import { loudness, splitChannels } from './pcm.js';
import { wholeSamples } from './whole-samples.js';

const FRAME = 320;

/** What is wanted of a recording, in samples; `channel` null: whoever speaks. */
interface Wanted {
  readonly from: number;
  readonly to: number;
  readonly channel: number | null;
}

/** What was heard in a recording. */
export interface Listened {
  readonly channels: number;
  /** Per channel. */
  readonly samples: number;
  /** Per channel, a number for each 20 ms. */
  readonly loudness: readonly Float32Array[];
  /** `block speaker other`: in this block, what the speaker's channel carries is on the other one too. */
  readonly bled: ReadonlySet<string>;
}

/** Listens to a recording piece by piece; no more of it than two seconds is held. Channels are compared where something is wanted alone. */
export async function listenForSilence(content: AsyncIterable<Buffer>, wanted: readonly Wanted[]): Promise<Listened> {
  const frames: Float32Array[][] = [];
  const bled = new Set<string>();
  let [channels, samples, block] = [0, 0, 0];
  let held: Buffer = Buffer.alloc(0);
  const settle = (bytes: Buffer): void => {
    const split = splitChannels(bytes, channels);
    frames.push(split.map(loudness));
    if (channels === 2) compare(split, block, wanted, bled);
    block += 1;
  };
  for await (const piece of wholeSamples(content)) {
    channels = piece.channels;
    if (piece.kind === 'header') continue;
    const size = BLOCK * 2 * channels;
    samples = piece.at + piece.bytes.length / (2 * channels);
    held = held.length === 0 ? piece.bytes : Buffer.concat([held, piece.bytes]);
    for (; held.length >= size; held = held.subarray(size)) settle(held.subarray(0, size));
    held = Buffer.from(held);
  }
  if (held.length > 0) settle(held);
  return { channels, samples, bled, loudness: Array.from({ length: channels }, (_, channel) => concat(frames.map((piece) => piece[channel] ?? new Float32Array(0)), Math.ceil(samples / FRAME) + 1)) };
}

function compare(split: readonly Int16Array[], block: number, wanted: readonly Wanted[], bled: Set<string>): void {
  const [left, right] = split;
  const here = wanted.filter(({ from, to }) => from < (block + 1) * BLOCK && to > block * BLOCK);
  if (!left || !right) return;
  if (here.some(({ channel }) => channel === 0) && bleedsOver(left, right)) bled.add(`${block} 0 1`);
  if (here.some(({ channel }) => channel === 1) && bleedsOver(right, left)) bled.add(`${block} 1 0`);
}

function concat(parts: readonly Float32Array[], size: number): Float32Array {
  const all = new Float32Array(Math.max(size, parts.reduce((sum, { length }) => sum + length, 0)));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.subarray(0, at);
}
