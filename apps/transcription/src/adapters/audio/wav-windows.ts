import { readNormalised, type Stretch } from './normalised-wav.js';
import { BYTES_PER_SAMPLE, loudness, SAMPLE_RATE, splitChannels } from './pcm.js';

/** A stretch of a recording that fits into memory and into one request. */
export interface AudioWindow {
  /** From the start of the recording, ms. */
  readonly startMs: number;
  /** One per channel. */
  readonly channels: readonly Int16Array[];
}

/** The cut is sought in the last so many seconds of a window. */
const SEARCH_S = 45;

/**
 * Reads a normalised recording piece by piece. Long ones are cut where all channels are at their quietest, so that no word is torn.
 * @param maxSeconds length of a window at most.
 * @param stretch the part of the recording that is wanted; times are from the recording's start all the same.
 */
export async function* wavWindows(content: AsyncIterable<Buffer>, maxSeconds = 600, stretch: Stretch = { fromMs: 0, toMs: null }): AsyncGenerator<AudioWindow> {
  let channels = 1;
  let { fromMs: startMs } = stretch;
  let held: Buffer[] = [];
  let size = 0;
  const windowBytes = (): number => maxSeconds * SAMPLE_RATE * BYTES_PER_SAMPLE * channels;
  for await (const read of readNormalised(content, stretch)) {
    channels = read.channels;
    held.push(read.samples);
    size += read.samples.length;
    while (size >= windowBytes()) {
      const all = Buffer.concat(held);
      const window = all.subarray(0, windowBytes());
      const cut = quietestCut(window, channels);
      yield { startMs, channels: splitChannels(window.subarray(0, cut), channels) };
      startMs += (cut / (BYTES_PER_SAMPLE * channels) / SAMPLE_RATE) * 1000;
      held = [Buffer.from(all.subarray(cut))];
      size = all.length - cut;
    }
  }
  if (size > 0) yield { startMs, channels: splitChannels(Buffer.concat(held), channels) };
}

/** @returns the byte at the middle of the quietest 0.3 s near the window's end. */
function quietestCut(window: Buffer, channels: number): number {
  const frameBytes = SAMPLE_RATE / 50 * BYTES_PER_SAMPLE * channels;
  const from = Math.max(frameBytes, window.length - SEARCH_S * 50 * frameBytes);
  const tracks = splitChannels(window.subarray(from), channels).map(loudness);
  const frames = tracks[0]?.length ?? 0;
  let best = { frame: frames - 8, sum: Infinity };
  for (let frame = 0; frame + 15 <= frames; frame += 1) {
    let sum = 0;
    for (const track of tracks) for (let i = frame; i < frame + 15; i += 1) sum += track[i] ?? 0;
    // The later of two equally quiet places makes the fewer windows.
    if (sum <= best.sum) best = { frame, sum };
  }
  return from + Math.max(1, best.frame + 7) * frameBytes;
}
