/** What `npm run bench -- <name>` runs. */
export interface Bench {
  /** One line for the list of benches. */
  readonly about: string;
  /**
   * @param progress says what is going on; never to standard output.
   * @returns the figures as data, and the same as text for a person.
   */
  run(progress: (message: string) => void, args: readonly string[]): Promise<BenchResult>;
}

/** Figures of one run. */
interface BenchResult {
  readonly figures: unknown;
  readonly text: string;
  /** False when a target is missed: the command then ends with exit code 1. */
  readonly met: boolean;
}
