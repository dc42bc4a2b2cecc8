/** Loudness is known for every so many ms. */
export const FRAME_MS = 20;

/** How a recording is cut. */
export interface Cutting {
  /** No part is longer, but for its overlaps. */
  readonly limitMs: number;
  /** How far from its place a cut is sought. */
  readonly searchMs: number;
  /** Root mean square below which there is only line noise, whatever the rest of the recording is like. */
  readonly audibleRms: number;
}

/** A silence must last so long to be the end of something said. */
const SILENCE_FRAMES = 15;
/** Line noise of this recording: so many times what its quietest tenth has, and well below its loudest. */
const ABOVE_NOISE = 2;
const BELOW_SPEECH = 0.3;

/**
 * Where a long recording is cut into parts of like length: in the middle of the longest silence around each place, or where it is at its quietest.
 * @param frames root mean square of each {@link FRAME_MS}, the louder channel's.
 * @returns times in ms, ascending; [] when it is short enough.
 */
export function cutPoints(frames: Float32Array, { limitMs, searchMs, audibleRms }: Cutting): number[] {
  const totalMs = frames.length * FRAME_MS;
  if (totalMs <= limitMs) return [];
  const reach = Math.min(searchMs, limitMs / 4);
  // A part may grow at both of its ends.
  const parts = Math.ceil(totalMs / (limitMs - 2 * reach));
  const noise = Math.max(audibleRms, noiseOf(frames));
  return Array.from({ length: parts - 1 }, (_, n) => {
    const target = (totalMs * (n + 1)) / parts;
    // Two cuts that were sought from the two ends of one part must not meet.
    const within = Math.min(reach, (totalMs / parts) * 0.4);
    return cutIn(frames, Math.floor((target - within) / FRAME_MS), Math.ceil((target + within) / FRAME_MS), noise) * FRAME_MS;
  });
}

function noiseOf(frames: Float32Array): number {
  // A sample of the frames tells as much as all of them.
  const step = Math.max(1, Math.floor(frames.length / 5_000));
  const some = Array.from({ length: Math.floor(frames.length / step) }, (_, n) => frames[n * step] ?? 0).sort((a, b) => a - b);
  const at = (share: number): number => some[Math.floor(some.length * share)] ?? 0;
  return Math.min(at(0.1) * ABOVE_NOISE, at(0.9) * BELOW_SPEECH);
}

function cutIn(frames: Float32Array, from: number, to: number, noise: number): number {
  const middle = (from + to) / 2;
  let best: { readonly at: number; readonly length: number } | undefined;
  for (let start = from; start < to; ) {
    let end = start;
    while (end < to && (frames[end] ?? 0) <= noise) end += 1;
    const length = end - start;
    const at = Math.floor((start + end) / 2);
    if (length >= SILENCE_FRAMES && (!best || length > best.length || (length === best.length && Math.abs(at - middle) < Math.abs(best.at - middle)))) best = { at, length };
    start = end + 1;
  }
  return best?.at ?? quietest(frames, from, to);
}

function quietest(frames: Float32Array, from: number, to: number): number {
  let best = { at: Math.floor((from + to) / 2), sum: Infinity };
  for (let start = from; start + SILENCE_FRAMES <= to; start += 1) {
    let sum = 0;
    for (let at = start; at < start + SILENCE_FRAMES; at += 1) sum += frames[at] ?? 0;
    if (sum < best.sum) best = { at: start + Math.floor(SILENCE_FRAMES / 2), sum };
  }
  return best.at;
}
