import { bleedsOver, BLOCK } from './bleed.js';
import { SAMPLE_RATE } from './pcm.js';

/** Something like a voice: a buzz whose pitch, colour and loudness wander, other for each seed. */
function voice(seed: number, samples = BLOCK): Float64Array {
  let state = seed * 2_654_435_761;
  const random = (): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296 - 0.5;
  };
  const out = new Float64Array(samples);
  let [phase, pitch, loud, y1, y2, formant] = [0, 100 + seed * 13, 1, 0, 0, 800];
  for (let i = 0; i < samples; i += 1) {
    if (i % 1600 === 0) [pitch, loud, formant] = [90 + seed * 7 + 80 * (random() + 0.5), Math.max(0.05, random() + 0.5), 400 + 2000 * (random() + 0.5)];
    phase += pitch / SAMPLE_RATE;
    if (phase > 1) phase -= 1;
    const source = (phase < 0.1 ? 1 : 0) + 0.3 * random();
    const y = source + 1.6 * Math.cos((2 * Math.PI * formant) / SAMPLE_RATE) * y1 - 0.64 * y2;
    [y2, y1] = [y1, y];
    out[i] = 1500 * loud * y;
  }
  return out;
}

const pcm = (...parts: readonly { readonly sound: Float64Array; readonly gain: number; readonly delayMs?: number }[]): Int16Array =>
  Int16Array.from({ length: BLOCK }, (_, i) => parts.reduce((sum, { sound, gain, delayMs = 0 }) => sum + gain * (sound[i - delayMs * 16] ?? 0), 0));
const decibels = (value: number): number => 10 ** (value / 20);

describe('what bleeds over to the other channel', () => {
  const speaker = pcm({ sound: voice(1), gain: 1 });
  const bleed = (gain: number, delayMs: number) => ({ sound: voice(1), gain: decibels(gain), delayMs });

  it.each([[-20, 0], [-35, 5], [-20, 180], [-45, 30]])('is noticed where the other is silent: at %i dB, %i ms later', (gain, delayMs) => expect(bleedsOver(speaker, pcm(bleed(gain, delayMs)))).toBe(true));
  it.each([[-20, 0], [-25, 120]])('is noticed while the other speaks: at %i dB, %i ms later', (gain, delayMs) => expect(bleedsOver(speaker, pcm({ sound: voice(2), gain: 1 }, bleed(gain, delayMs)))).toBe(true));
  it('is there when both channels are one track', () => expect(bleedsOver(speaker, speaker)).toBe(true));
  it.each([2, 3, 4, 5, 6, 7, 8, 9])('is not there when another voice speaks (%i)', (seed) => expect(bleedsOver(speaker, pcm({ sound: voice(seed), gain: 1 }))).toBe(false));
  it('is not there when the other channel is silent', () => expect(bleedsOver(speaker, new Int16Array(BLOCK))).toBe(false));
});
