import type { TranscriptFlag } from './generated/events.js';

/** Who speaks; `unknown` when nothing tells. */
export type SpeakerRole = 'customer' | 'agent' | 'unknown';

/** One word with its times, when the engine gives them. */
export interface Word {
  readonly text: string;
  /** Milliseconds from the start of the recording. */
  readonly startMs: number;
  readonly endMs: number;
  /** Probability 0–1; null when the engine gives none. */
  readonly confidence: number | null;
}

/** One thing one speaker said without the other taking over. */
export interface Utterance {
  /** `u1`, `u2`, … in order of start. */
  readonly id: string;
  readonly speaker: SpeakerRole;
  /** Audio channel, 0-based; null when there was no audio. */
  readonly channel: number | null;
  readonly text: string;
  /** Milliseconds from the start of the recording. */
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number | null;
  readonly words: readonly Word[];
}

/** A redacted transcript, stored behind a claim check as `application/vnd.callmesh.transcript+json`. */
export interface Transcript {
  readonly conversationId: string;
  readonly version: number;
  readonly engine: string;
  readonly engineVersion: string;
  readonly language: string | null;
  readonly durationMs: number;
  readonly utterances: readonly Utterance[];
  /** What was redacted, by placeholder; values are in the vault, those never kept have `kept: false`. */
  readonly redactions: readonly { readonly placeholder: string; readonly type: string; readonly kept: boolean }[];
  /** Checks that it did not pass, whether they could be mended (in the next version) or not; absent when it is clean. */
  readonly flags?: readonly TranscriptFlag[];
}

/** Media type of a stored {@link Transcript}. */
export const TRANSCRIPT_MEDIA_TYPE = 'application/vnd.callmesh.transcript+json';
