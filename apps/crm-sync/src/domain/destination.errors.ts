import { TransientError } from '@callmesh/messaging';

/** The destination, or the search for the right record, says no for good; `message` is for the person who reviews it. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'Refused';
  }
}

/** It cannot be learned whether the change was made; a person has to look. */
export class OutcomeUncertain extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'OutcomeUncertain';
  }
}

/** How a request ended that brought no answer. */
export type Unanswered =
  /** It did not reach the destination, or the destination said that it did nothing. */
  | 'not-done'
  /** The connection ended, or the destination failed: it may have been done. */
  | 'cut'
  /** No answer within our time: it may have been done, and may still be. */
  | 'timed-out';

/** The destination cannot be asked now; later it can. */
export class DestinationUnavailable extends TransientError {
  readonly retryAfterMs?: number;

  constructor(
    message: string,
    readonly unanswered: Unanswered,
    options: { readonly retryAfterMs?: number | undefined; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'DestinationUnavailable';
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}
