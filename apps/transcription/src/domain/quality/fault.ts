import type { TranscriptFlag, Utterance } from '@callmesh/contracts';

/** A transcript as checks see it. */
export interface Checked {
  readonly utterances: readonly Utterance[];
  /** BCP 47 tag given or detected. */
  readonly language: string | null;
  /** Length of the recording where there is one; 0 when only the words tell. */
  readonly recordingMs: number;
  /** Speech that the recording holds, ms; null when nobody listened to it. */
  readonly speechMs: number | null;
  /** Voices that the source told apart, names folded; 0 when it told none. */
  readonly voices: number;
}

/** A check that was not passed, and whether cleaning up can mend it. */
export interface Fault extends TranscriptFlag {
  readonly check: 'punctuation' | 'casing' | 'speakers' | 'timestamps' | 'coverage' | 'language' | 'confidence' | 'repetition';
  readonly severity: 'notice' | 'review';
  readonly mendable: boolean;
}

const MOST_IDS = 20;

export const fault = (check: Fault['check'], severity: Fault['severity'], mendable: boolean, detail: string, where: readonly Utterance[] = []): Fault => ({
  check,
  severity,
  mendable,
  detail,
  utteranceIds: where.slice(0, MOST_IDS).map(({ id }) => id),
});

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
