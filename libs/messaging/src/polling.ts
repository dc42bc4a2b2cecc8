/** A pause that can be ended early; a wake-up that comes before the pause is not lost. */
export class Alarm {
  private woken = false;
  private ring: (() => void) | undefined;

  wake(): void {
    this.woken = true;
    this.ring?.();
  }

  /**
   * Waits `ms` milliseconds, or until {@link wake}.
   * @returns whether it was woken, false when the time ran out.
   */
  async wait(ms: number): Promise<boolean> {
    if (!this.woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.ring = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.ring = undefined;
    }
    const { woken } = this;
    this.woken = false;
    return woken;
  }
}

/** Least time between two rounds that both find work, ms: what comes in quick succession shares a batch, what comes alone does not wait. */
const GATHER_MS = 10;

/** Paces the rounds of a loop that looks for work: a round after one that found some waits for company, every other begins at once. */
export class Rounds {
  private due = 0;

  /** Resolves when the next round may begin. */
  async next(): Promise<void> {
    const wait = this.due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  /** A round that began just now has found work. */
  found(): void {
    this.due = performance.now() + GATHER_MS;
  }
}

/** Adaptive polling: the pause doubles from `min` to `max` ms while nothing comes, and starts again when something did. */
export class Pace {
  private current: number;

  constructor(
    private readonly min: number,
    private readonly max: number,
  ) {
    this.current = min;
  }

  reset(): void {
    this.current = this.min;
  }

  /** The next pause in ms. */
  next(): number {
    const now = this.current;
    this.current = Math.min(this.current * 2, this.max);
    return now;
  }
}

/** Exponential backoff with jitter, in ms: the `attempt`-th wait (from 1) lies between half of and the whole of `base * 2^(attempt-1)`, at most `max`. */
export function backoff(attempt: number, base: number, max: number): number {
  const full = Math.min(base * 2 ** Math.min(attempt - 1, 30), max);
  return full / 2 + (Math.random() * full) / 2;
}
