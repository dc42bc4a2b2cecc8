import type { Utterance } from '@callmesh/contracts';
import type { RedactionPolicy } from './policy.js';

/** A personal span found in an utterance's text. Offsets are UTF-16 code units into the text as it was given, before redaction. */
export interface RedactedSpan {
  readonly utteranceId: string;
  readonly start: number;
  readonly end: number;
  /** PHONE, EMAIL, CREDIT_CARD, CVV, SSN, … */
  readonly type: string;
  readonly placeholder: string;
  /** Milliseconds, from word times or the whole utterance. */
  readonly startMs: number;
  readonly endMs: number;
  readonly reason: string;
  readonly score: number;
  /** Its last four characters, where the policy keeps them. */
  readonly lastFour?: string;
}

/** What redaction makes of a conversation. */
export interface RedactionResult {
  readonly utterances: Utterance[];
  readonly spans: RedactedSpan[];
  /** Values for the vault by placeholder; never card numbers, security codes, PINs or passwords. */
  readonly values: ReadonlyMap<string, string>;
}

/** Redacts a conversation; the same input gives the same output. Placeholders are stable per value: `[PHONE_1]` twice for one number. */
export type Redact = (utterances: readonly Utterance[], policy?: RedactionPolicy) => RedactionResult;
