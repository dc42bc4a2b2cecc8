import { DestinationUnavailable } from '../../domain/destination.errors.js';

const FAILURES_TO_OPEN = 5;
const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Stops asking a destination that does not answer, or that asked for a rest. The longer it has been failing the longer the
 * pauses, so that a hiccup costs little and an outage is not hammered.
 */
export class CircuitBreaker {
  private failures = 0;
  private failingSince: number | undefined;
  private openUntil = 0;
  private restsUntil = 0;

  constructor(
    private readonly now: () => number = Date.now,
    private readonly random: () => number = Math.random,
  ) {}

  /** @throws DestinationUnavailable while it is open: nothing was sent. */
  assertClosed(): void {
    const rest = this.restsUntil - this.now();
    if (rest > 0) throw new DestinationUnavailable('the destination asked to wait', 'not-done', { retryAfterMs: this.spread(rest) });
    const open = this.openUntil - this.now();
    if (open > 0) throw new DestinationUnavailable('the destination did not answer several times', 'not-done', { retryAfterMs: this.spread(open) });
  }

  succeeded(): void {
    this.failures = 0;
    this.failingSince = undefined;
  }

  /** @returns how long to wait before the next attempt, ms. */
  failed(): number {
    this.failures += 1;
    this.failingSince ??= this.now();
    const pause = Math.min(Math.max((this.now() - this.failingSince) / 2, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
    if (this.failures >= FAILURES_TO_OPEN) this.openUntil = this.now() + pause;
    return this.spread(pause);
  }

  /** The destination said how long to wait. */
  rest(ms: number): void {
    this.restsUntil = Math.max(this.restsUntil, this.now() + ms);
  }

  /** Never sooner, and not all at one moment. */
  private spread(ms: number): number {
    return Math.ceil(ms + this.random() * Math.max(ms / 4, 50));
  }
}
