/** Kind of the job that makes the redacted copy of a recording. */
export const REDACT_AUDIO = 'redact-audio';

/** Which recording, and what was heard in it. */
export interface RedactAudio {
  /** Its `claim://…`; left out: the newest of the call. */
  readonly recording?: string;
  /** Versions of the transcript that were made of it; left out: the newest. */
  readonly versions?: readonly number[];
}
