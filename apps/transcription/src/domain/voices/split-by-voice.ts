import type { SpeechSegment } from '../../ports/speech.port.js';

/** What one voice of a channel says; null: nobody can tell who it is. */
export interface VoiceSpeech {
  readonly voice: number | null;
  readonly segments: readonly SpeechSegment[];
}

/** A channel's segments by voice. A segment in which two speak is cut between them. */
export function splitByVoice(segments: readonly SpeechSegment[]): VoiceSpeech[] {
  const voices = new Map<number | null, SpeechSegment[]>();
  const add = (voice: number | null, segment: SpeechSegment): void => void voices.set(voice, [...(voices.get(voice) ?? []), segment]);
  for (const segment of segments) {
    if (segment.words.length === 0) add(null, segment);
    for (const words of runs(segment.words, (word) => word.speaker ?? null)) {
      const [first, last] = [words[0], words.at(-1)];
      if (!first || !last) continue;
      const isWhole = words.length === segment.words.length;
      add(first.speaker ?? null, isWhole ? segment : { ...segment, words, text: words.map(({ text }) => text).join(' '), startMs: first.startMs, endMs: last.endMs });
    }
  }
  return [...voices].map(([voice, of]) => ({ voice, segments: of }));
}

function runs<T>(items: readonly T[], keyOf: (item: T) => unknown): T[][] {
  const found: T[][] = [];
  for (const item of items) {
    const last = found.at(-1);
    if (last?.[0] !== undefined && keyOf(last[0]) === keyOf(item)) last.push(item);
    else found.push([item]);
  }
  return found;
}
