import type { TopicPartitionOffset } from 'kafkajs';

const AGAIN_MS = 500;

/** What a {@link CommitQueue} works with. */
export interface CommitQueueParts {
  /** @throws while the group is joined anew, or the broker is away. */
  commit(offsets: readonly TopicPartitionOffset[]): Promise<void>;
  onError(error: unknown): void;
}

/** Commits positions, one request in flight; what comes meanwhile goes with the next. A position that could not be committed is tried again. */
export class CommitQueue {
  private readonly waiting = new Map<string, TopicPartitionOffset>();
  private running: Promise<void> | undefined;
  private again: NodeJS.Timeout | undefined;

  constructor(private readonly parts: CommitQueueParts) {}

  put(id: string, position: TopicPartitionOffset): void {
    this.waiting.set(id, position);
    this.running ??= this.run();
  }

  /** The partition is another's now. */
  forget(id: string): void {
    this.waiting.delete(id);
  }

  /** Commits what waits, one try. */
  async flush(): Promise<void> {
    clearTimeout(this.again);
    await this.running;
    await this.run();
    clearTimeout(this.again);
  }

  private async run(): Promise<void> {
    // Whatever else is done in this turn goes along.
    await Promise.resolve();
    while (this.waiting.size > 0) {
      const taken = new Map(this.waiting);
      this.waiting.clear();
      try {
        await this.parts.commit([...taken.values()]);
      } catch (error) {
        this.parts.onError(error);
        for (const [id, position] of taken) if (!this.waiting.has(id)) this.waiting.set(id, position);
        this.again = setTimeout(() => {
          this.running ??= this.run();
        }, AGAIN_MS).unref();
        break;
      }
    }
    this.running = undefined;
  }
}
