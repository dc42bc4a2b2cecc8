import type { SpeechSegment, VoicePrint } from '../ports/speech.port.js';

/** One channel of a recording, or of a part of it, as the engine heard it. Times are ms from the start of the recording. */
export interface HeardChannel {
  readonly channel: number;
  /** Several people may speak on it. */
  readonly isMixed: boolean;
  /** In order of start. */
  readonly segments: readonly SpeechSegment[];
  /** The voices that its words name by number; [] when nobody was told apart. */
  readonly voices: readonly VoicePrint[];
}

/** What was heard, before anybody is named and before redaction: in memory, or sealed for as long as the parts of a long call wait for each other. */
export interface HeardSound {
  readonly model: string;
  readonly language: string | null;
  readonly durationMs: number;
  /** Speech that the engine's own detector found, in all channels, ms; null when it does not say. */
  readonly speechMs: number | null;
  readonly channels: readonly HeardChannel[];
}
