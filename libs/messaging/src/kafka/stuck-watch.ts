/** How a partition looks at one moment. */
export interface Standing {
  /** Messages that wait. */
  readonly lag: number;
  /** Differs from the last one when anything has moved. */
  readonly sign: string;
}

/** What a {@link StuckWatch} works with. */
export interface StuckWatchParts {
  /** Standing per partition; rejects when the broker cannot be asked. */
  look(): Promise<ReadonlyMap<string, Standing>>;
  /** Called once. */
  onStuck(why: string): void;
  /** How long messages may wait while nothing moves, ms. */
  readonly afterMs: number;
}

const LOOKS = 4;

/**
 * Tells when messages wait and nothing moves, though the broker answers: a consumer that has gone silent, or a handler that never comes back.
 * It counts its own looks, so that a process that was stopped for a while, or a broker, is not taken for stuck when it goes on.
 */
export class StuckWatch {
  private seen = new Map<string, Standing & { readonly looks: number }>();
  private readonly timer: NodeJS.Timeout;
  private looking = false;

  constructor(private readonly parts: StuckWatchParts) {
    this.timer = setInterval(() => void this.look(), parts.afterMs / LOOKS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    const standings = await this.parts.look().catch(() => new Map<string, Standing>());
    this.looking = false;
    const before = this.seen;
    this.seen = new Map();
    for (const [id, { lag, sign }] of standings) {
      if (lag <= 0) continue;
      const last = before.get(id);
      const looks = last?.sign === sign ? last.looks + 1 : 0;
      this.seen.set(id, { lag, sign, looks });
      if (looks < LOOKS) continue;
      this.stop();
      this.parts.onStuck(`${id}: ${lag} message(s) wait and nothing has moved for ${Math.round(this.parts.afterMs / 1_000)} s`);
      return;
    }
  }
}
