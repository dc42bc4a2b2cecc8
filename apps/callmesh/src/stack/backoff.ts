const FIRST_MS = 250;
const LONGEST_MS = 10_000;
/** What has lived so long had started well: its next end is a new story. */
const WELL_MS = 30_000;

/** How long to wait before something that died is started again: twice as long each time that it dies soon. */
export class Backoff {
  private pause = FIRST_MS / 2;

  next(livedMs: number): number {
    this.pause = livedMs > WELL_MS ? FIRST_MS : Math.min(this.pause * 2, LONGEST_MS);
    return this.pause;
  }
}
