import { RegistryUnavailable } from './registry.errors.js';

const FAILURES_TO_OPEN = 4;
const REST_MS = 10_000;

/**
 * Leaves a registry alone that does not answer. The first failures are transient, so the messages that need it are tried again; after
 * four in a row it is not asked for 10 s, and what needs it fails at once and for good: those messages are parked, and the others of
 * their partition flow on instead of waiting behind time-outs.
 */
export class Breaker {
  private failures = 0;
  private restUntil = 0;
  private last = '';

  constructor(private readonly now: () => number = () => performance.now()) {}

  async run<T>(ask: () => Promise<T>): Promise<T> {
    const isOpen = this.failures >= FAILURES_TO_OPEN;
    if (this.now() < this.restUntil) throw new RegistryUnavailable(isOpen ? `has failed ${this.failures} times in a row (the last time: ${this.last})` : 'asked to be left alone for a moment', !isOpen);
    try {
      const answer = await ask();
      this.failures = 0;
      return answer;
    } catch (error) {
      if (!(error instanceof RegistryUnavailable)) {
        this.failures = 0;
        throw error;
      }
      this.failures += 1;
      this.last = error.problem;
      if (this.failures >= FAILURES_TO_OPEN) this.restUntil = this.now() + REST_MS;
      if (error.retryAfterMs > 0) this.restUntil = Math.max(this.restUntil, this.now() + error.retryAfterMs);
      throw error;
    }
  }
}
