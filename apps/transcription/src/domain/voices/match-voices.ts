import type { SpeechSegment, VoicePrint } from '../../ports/speech.port.js';

/** A voice differs from itself by so much at most, from one stretch of a call to the next. */
const SAME = 1.4;
/** To be one of two known voices it must be so much nearer to it. */
const CLEARLY = 1.25;
/** How far pitch strays within one voice (natural logarithm). */
const PITCH_SPREAD = 0.12;

/** Voices that are known by now, and which of them the voices of a stretch are; null: it cannot be told. */
export interface Matched {
  readonly voices: readonly VoicePrint[];
  readonly numbers: readonly (number | null)[];
}

/** A long recording is heard in stretches, and each numbers its voices anew. Two at most are told apart. */
export function matchVoices(known: readonly VoicePrint[], heard: readonly VoicePrint[]): Matched {
  const [first, second] = heard;
  if (!first) return { voices: known, numbers: [] };
  if (known.length === 0) return { voices: heard, numbers: heard.map((_, n) => n) };
  const numbers = second ? matchTwo(known, first, second) : [matchOne(known, first)];
  const voices = [...known];
  for (const [n, number] of numbers.entries()) {
    const print = heard[n];
    if (number === null || !print) continue;
    const old = voices[number];
    voices[number] = old ? joined(old, print) : print;
  }
  return { voices, numbers };
}

function matchTwo(known: readonly VoicePrint[], first: VoicePrint, second: VoicePrint): number[] {
  const [one, two] = known;
  if (!one) return [0, 1];
  if (!two) return distance(one, first) <= distance(one, second) ? [0, 1] : [1, 0];
  return distance(one, first) + distance(two, second) <= distance(one, second) + distance(two, first) ? [0, 1] : [1, 0];
}

function matchOne([one, two]: readonly VoicePrint[], print: VoicePrint): number | null {
  if (!one) return 0;
  const first = distance(one, print);
  if (!two) return first <= SAME ? 0 : 1;
  const other = distance(two, print);
  if (first * CLEARLY <= other) return 0;
  return other * CLEARLY <= first ? 1 : null;
}

/** As the engine measures it between voices of one stretch: spectra in deviations, and pitch. */
function distance(one: VoicePrint, two: VoicePrint): number {
  const spectra = one.mean.reduce((sum, mean, n) => {
    const variance = ((one.deviation[n] ?? 1) ** 2 + (two.deviation[n] ?? 1) ** 2) / 2;
    return sum + (mean - (two.mean[n] ?? mean)) ** 2 / Math.max(variance, 1e-6);
  }, 0);
  const pitch = one.pitch === null || two.pitch === null ? 0 : Math.abs(one.pitch - two.pitch) / PITCH_SPREAD / 2;
  return Math.sqrt(spectra + pitch ** 2);
}

function joined(one: VoicePrint, two: VoicePrint): VoicePrint {
  const seconds = one.seconds + two.seconds;
  const blend = (a: number, b: number): number => (seconds === 0 ? a : (a * one.seconds + b * two.seconds) / seconds);
  return {
    seconds,
    pitch: one.pitch === null || two.pitch === null ? (one.pitch ?? two.pitch) : blend(one.pitch, two.pitch),
    mean: one.mean.map((mean, n) => blend(mean, two.mean[n] ?? mean)),
    deviation: one.deviation.map((value, n) => blend(value, two.deviation[n] ?? value)),
  };
}

/** Words with the numbers that their voices have in the whole call. */
export function renumberVoices(segments: readonly SpeechSegment[], numbers: readonly (number | null)[]): SpeechSegment[] {
  return segments.map((segment) => ({
    ...segment,
    words: segment.words.map((word) => (typeof word.speaker === 'number' ? { ...word, speaker: numbers[word.speaker] ?? null } : word)),
  }));
}
