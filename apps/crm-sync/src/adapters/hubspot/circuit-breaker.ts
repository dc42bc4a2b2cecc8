import { DestinationUnavailable } from '../../domain/destination.errors.js';

const FAILURES_TO_OPEN = 5;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;
const RETRY_MARGIN_MS = 50;

/** Stops asking a destination that does not answer, or that asked for a rest; after the pause one failure more opens it again, for longer. */
export class CircuitBreaker {
  private failures = 0;
  private openUntil = 0;
  private restsUntil = 0;

  constructor(private readonly now: () => number = Date.now) {}

  /** @throws DestinationUnavailable while it is open: nothing was sent. */
  assertClosed(): void {
    const rest = this.restsUntil - this.now();
    if (rest > 0) throw new DestinationUnavailable('the destination asked to wait', 'not-done', { retryAfterMs: rest + RETRY_MARGIN_MS });
    // No wait of its own here: the pauses between a job's attempts grow by themselves.
    if (this.openUntil > this.now()) throw new DestinationUnavailable('the destination did not answer several times', 'not-done');
  }

  succeeded(): void {
    this.failures = 0;
  }

  failed(): void {
    this.failures += 1;
    if (this.failures < FAILURES_TO_OPEN) return;
    this.openUntil = this.now() + Math.min(FIRST_PAUSE_MS * 2 ** (this.failures - FAILURES_TO_OPEN), LONGEST_PAUSE_MS);
  }

  /** The destination said how long to wait. */
  rest(ms: number): void {
    this.restsUntil = Math.max(this.restsUntil, this.now() + ms);
  }
}
