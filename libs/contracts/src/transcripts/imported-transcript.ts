import { DomainError } from '../domain-error.js';

/** One thing that one voice said, as a platform's transcript gives it. */
export interface ImportedCue {
  /** The source's own name of the speaker (`Agent`, `Ruth`, `1`); null when it gives none. */
  readonly speaker: string | null;
  readonly text: string;
  /** Milliseconds from the start of the recording. */
  readonly startMs: number;
  readonly endMs: number;
}

/** A transcript that came instead of audio, before redaction: hold it in memory only. */
export interface ImportedTranscript {
  readonly format: 'webvtt' | 'json';
  /** BCP 47 tag when the source names it. */
  readonly language: string | null;
  /** In order of start. */
  readonly cues: readonly ImportedCue[];
}

/** @returns the error for a transcript that cannot be read. It names the line, never what stands there: that may be personal. */
export function unreadableTranscript(line: number, problem: string): DomainError {
  return new DomainError('TRANSCRIPT.UNREADABLE', `the transcript cannot be read at line ${line}: ${problem}`, { line });
}
