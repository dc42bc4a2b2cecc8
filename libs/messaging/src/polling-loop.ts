import { Alarm, backoff, Rounds, type Pace } from './polling.js';

/** The longest pause after faults in a row, ms. */
const LONGEST_FAULT_MS = 5_000;

/** What a loop looks for, and how. */
export interface PollingLoopOptions {
  readonly pace: Pace;
  /** One round. @returns how much it found */
  look(): Promise<number>;
  onError(error: unknown): void;
}

/** Looks for work again and again: at once when it is told that there is some, more and more seldom while there is none, after a fault with backoff. */
export class PollingLoop {
  private readonly alarm = new Alarm();
  private readonly rounds = new Rounds();
  private ended = false;

  constructor(private readonly options: PollingLoopOptions) {}

  /** Whether it is to end, or has. */
  get stopping(): boolean {
    return this.ended;
  }

  /** There may be work: looks at once, and often for a while. */
  hurry(): void {
    this.options.pace.reset();
    this.alarm.wake();
  }

  /** Ends {@link run} after the round in hand. */
  stop(): void {
    this.ended = true;
    this.alarm.wake();
  }

  /** Resolves after {@link stop}. */
  async run(): Promise<void> {
    const { pace, look, onError } = this.options;
    for (let faults = 0; !this.ended; ) {
      try {
        if ((await look()) > 0) {
          pace.reset();
          this.rounds.found();
        }
        faults = 0;
        await this.alarm.wait(pace.next());
        if (!this.ended) await this.rounds.next();
      } catch (error) {
        faults += 1;
        onError(error);
        await this.alarm.wait(backoff(faults, 200, LONGEST_FAULT_MS));
      }
    }
  }
}
