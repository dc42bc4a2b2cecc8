import type { SpeechSegment } from '../../ports/speech.port.js';

/** Whisper's own rule for silence: it doubts that anybody spoke, and its words are unlikely. */
const NO_SPEECH = 0.6;
const UNLIKELY = -1;
/** The same few words over and over are what speech models make of noise. */
const REPETITIONS = 3;
const FEW_WORDS = 5;

/**
 * Leaves out what a speech model invents in silence. In a two-channel call each channel is silent half of the time.
 * @param isAudible whether the channel holds any sound between two times (ms).
 */
export function withoutInventions(segments: readonly SpeechSegment[], isAudible: (startMs: number, endMs: number) => boolean): SpeechSegment[] {
  const plausible = segments.filter((segment) => segment.text.trim() !== '' && !isDoubtful(segment) && isAudible(segment.startMs, segment.endMs));
  return plausible.filter((segment, index) => !isStuck(plausible, index, normal(segment.text)));
}

function isDoubtful({ noSpeech, logProbability }: SpeechSegment): boolean {
  return noSpeech !== null && logProbability !== null && noSpeech > NO_SPEECH && logProbability < UNLIKELY;
}

/** In a run of the same short words; its first is kept, because somebody may have said it once. */
function isStuck(segments: readonly SpeechSegment[], index: number, text: string): boolean {
  const isSame = (at: number): boolean => segments[at] !== undefined && normal(segments[at].text) === text;
  let first = index;
  while (isSame(first - 1)) first -= 1;
  let end = index;
  while (isSame(end + 1)) end += 1;
  return end - first + 1 >= REPETITIONS && index > first && text.split(' ').length <= FEW_WORDS;
}

const normal = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
