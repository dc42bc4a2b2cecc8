import { fft } from './fft.js';
import { SAMPLE_RATE } from './pcm.js';

/** So many samples of a channel are compared at once: 2 s, whole frames of 20 ms. */
export const BLOCK = 32_000;
/** Halved rate: the telephone's band lies below 4 kHz. */
const RATE = SAMPLE_RATE / 2;
/** Of the transform: a block at half the rate, and zeros behind it so that nothing wraps around. */
const SIZE = 32_768;
/** What bled over comes at the same time or a little later: through the air at once, as an echo of the line after some tenths of a second. */
const [EARLIEST_MS, LATEST_MS] = [-60, 400];
const [LOWEST_HZ, HIGHEST_HZ] = [300, 3_400];
/** The peak of two voices that have nothing to do with each other stays below five of its deviations. */
const DEVIATIONS = 6.5;
/** −80 dBFS: below it there is nothing. */
const SILENT = 32_768 * 10 ** (-80 / 20);

/**
 * Whether one channel carries something of the other: their cross-correlation, each frequency weighed alike (GCC-PHAT; Knapp and Carter 1976), has a
 * peak that chance does not give, at a delay that a line or a room gives.
 * @param speaker {@link BLOCK} samples of the channel on which somebody speaks.
 * @param other the same time on the other channel.
 */
export function bleedsOver(speaker: Int16Array, other: Int16Array): boolean {
  const [re, im] = [new Float64Array(SIZE), new Float64Array(SIZE)];
  // Both real signals in one transform.
  let [power, otherPower] = [0, 0];
  const half = Math.min(speaker.length, other.length) >> 1;
  for (let i = 0; i < half; i += 1) {
    const [a, b] = [((speaker[2 * i] ?? 0) + (speaker[2 * i + 1] ?? 0)) / 2, ((other[2 * i] ?? 0) + (other[2 * i + 1] ?? 0)) / 2];
    re[i] = a;
    im[i] = b;
    power += a * a;
    otherPower += b * b;
  }
  if (Math.sqrt(power / half) < SILENT || Math.sqrt(otherPower / half) < SILENT) return false;
  fft(re, im);
  return hasPeak(crossCorrelation(re, im));
}

/** Spectra of both taken apart, multiplied, whitened, and back to delays. */
function crossCorrelation(re: Float64Array, im: Float64Array): Float64Array {
  const size = re.length;
  const [outRe, outIm] = [new Float64Array(size), new Float64Array(size)];
  const [first, last] = [Math.ceil((LOWEST_HZ / RATE) * size), Math.floor((HIGHEST_HZ / RATE) * size)];
  for (let k = first; k <= last; k += 1) {
    const [r, i, mr, mi] = [re[k] ?? 0, im[k] ?? 0, re[size - k] ?? 0, im[size - k] ?? 0];
    const [ar, ai, br, bi] = [(r + mr) / 2, (i - mi) / 2, (i + mi) / 2, (mr - r) / 2];
    // conj(a)·b: positive delays are those by which the other channel comes later.
    const [cr, ci] = [ar * br + ai * bi, ar * bi - ai * br];
    const size2 = Math.hypot(cr, ci);
    if (size2 === 0) continue;
    // The inverse transform by the forward one: the conjugate goes in.
    outRe[k] = cr / size2;
    outIm[k] = -ci / size2;
  }
  fft(outRe, outIm);
  return outRe;
}

function hasPeak(correlation: Float64Array): boolean {
  const size = correlation.length;
  let [peak, sum, count] = [0, 0, 0];
  for (let lag = 0; lag < size; lag += 1) {
    const value = correlation[lag] ?? 0;
    const delayMs = ((lag < size / 2 ? lag : lag - size) / RATE) * 1000;
    if (delayMs >= EARLIEST_MS && delayMs <= LATEST_MS) peak = Math.max(peak, Math.abs(value));
    else {
      sum += value * value;
      count += 1;
    }
  }
  return peak > DEVIATIONS * Math.sqrt(sum / count);
}

/** How much later than it was said something may be heard on the other channel. */
export const LATEST_BLEED_MS = LATEST_MS;
