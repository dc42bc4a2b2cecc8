/** One place in one utterance's text, before redaction. */
export interface Piece {
  readonly utterance: number;
  readonly start: number;
  readonly end: number;
}

/** A personal value that was found, at one or more places when it ran over several utterances. */
export interface Finding {
  readonly type: string;
  /** The value in one fixed form, by which the same value gets the same placeholder. */
  readonly value: string;
  readonly pieces: readonly Piece[];
  readonly reason: string;
  /** How sure the rule is, 0–1. */
  readonly score: number;
}

/** Types whose value is never kept, the vault included: with them somebody could pay or sign in. */
export const NEVER_KEPT: ReadonlySet<string> = new Set(['CREDIT_CARD', 'CVV', 'CARD_EXPIRY', 'PIN', 'PASSWORD']);

/** What a number is judged to be. */
export interface Verdict extends Pick<Finding, 'type' | 'reason' | 'score'> {
  /** Told by its digits alone: nothing that was said bears it out. */
  readonly byShape?: true;
}

export const verdict = (type: string, reason: string, score: number): Verdict => ({ type, reason, score });

export const byShape = (type: string, reason: string, score: number): Verdict => ({ type, reason, score, byShape: true });
