/** One word with its times, in ms from the start of the sent audio. */
export interface SpokenWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** 0–1; null when the engine gives none. */
  readonly probability: number | null;
  /** Which voice of the channel said it, from 0; null when the engine could not tell, absent when it was not asked. */
  readonly speaker?: number | null;
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

/** What a voice is like, for comparing voices of one line. */
export interface VoicePrint {
  /** Of sound that it was made of. */
  readonly seconds: number;
  /** Natural logarithm of the mean pitch in Hz; null when nothing was voiced. */
  readonly pitch: number | null;
  /** Mean and deviation of each cepstral coefficient. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** An engine's answer for one channel. */
export interface SpeechAnswer {
  readonly model: string;
  readonly language: string | null;
  /** Speech in the audio as the engine's own detector finds it, ms; null when it does not say. */
  readonly speechMs: number | null;
  readonly segments: readonly SpeechSegment[];
  /** The voices that words name by number; null when the engine was not asked, or does not tell. */
  readonly voices: readonly VoicePrint[] | null;
}
