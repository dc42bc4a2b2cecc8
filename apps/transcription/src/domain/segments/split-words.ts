import type { SpeakerRole, Transcript, Utterance } from '@callmesh/contracts';

/** A word of a transcript, redacted as the transcript is. */
export interface TimedWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly speaker: SpeakerRole;
  readonly utteranceId: string;
  /** True when the engine gave no time for it, and its utterance's was shared out. */
  readonly isEstimated: boolean;
}

/** A part of a transcript for some purpose. All words of it stay, in their order. */
export interface Segment {
  readonly index: number;
  readonly speaker: SpeakerRole;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly utteranceIds: readonly string[];
  readonly words: readonly TimedWord[];
}

/** The words of a transcript in order of utterance: with the engine's times where each word of the text has one, else with the utterance's, shared out by length. */
export function wordsOf({ utterances }: Pick<Transcript, 'utterances'>): TimedWord[] {
  return utterances.flatMap(wordsIn);
}

function wordsIn(said: Utterance): TimedWord[] {
  const spoken = said.text.split(/\s+/).filter(Boolean);
  const { speaker, id: utteranceId } = said;
  const exact = said.words.length === spoken.length;
  const total = spoken.reduce((sum, word) => sum + word.length + 1, 0);
  let before = 0;
  return spoken.map((text, at) => {
    const timed = exact ? said.words[at] : undefined;
    const startMs = timed?.startMs ?? said.startMs + Math.round(((said.endMs - said.startMs) * before) / total);
    before += text.length + 1;
    const endMs = timed?.endMs ?? said.startMs + Math.round(((said.endMs - said.startMs) * before) / total);
    return { text, startMs, endMs: Math.max(startMs, endMs), speaker, utteranceId, isEstimated: !timed };
  });
}

/** Segments of runs of words. */
export function toSegments(runs: readonly (readonly TimedWord[])[]): Segment[] {
  return runs
    .filter((run) => run.length > 0)
    .map((words, index) => ({
      index: index + 1,
      speaker: words[0]?.speaker ?? 'unknown',
      startMs: Math.min(...words.map(({ startMs }) => startMs)),
      endMs: Math.max(...words.map(({ endMs }) => endMs)),
      text: words.map(({ text }) => text).join(' '),
      utteranceIds: [...new Set(words.map(({ utteranceId }) => utteranceId))],
      words,
    }));
}

export const endsSentence = ({ text }: TimedWord): boolean => /[.?!…]["'”’)\]]*$/.test(text);
