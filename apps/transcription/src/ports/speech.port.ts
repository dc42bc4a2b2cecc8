/** One word with its times, in ms from the start of the sent audio. */
export interface SpokenWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** 0–1; null when the engine gives none. */
  readonly probability: number | null;
}

/** A stretch of speech as an engine hears it. */
export interface SpeechSegment {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** The engine's own guess that nobody spoke, 0–1. */
  readonly noSpeech: number | null;
  /** Mean log probability of its tokens. */
  readonly logProbability: number | null;
  readonly words: readonly SpokenWord[];
}

/** An engine's answer for one channel. */
export interface SpeechAnswer {
  readonly model: string;
  readonly language: string | null;
  /** Speech in the audio as the engine's own detector finds it, ms; null when it does not say. */
  readonly speechMs: number | null;
  readonly segments: readonly SpeechSegment[];
}
