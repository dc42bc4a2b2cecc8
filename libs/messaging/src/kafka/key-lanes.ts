import { setTimeout as sleep } from 'node:timers/promises';
import type { ReceivedMessage } from '../bus.port.js';
import { backoff } from '../polling.js';
import type { Slots } from './slots.js';

/** How a partition's messages are worked on. */
export interface KeyLanesOptions {
  /** Hands some messages over, at most one call at a time for any key; called again with the same ones after it rejected. */
  deliver(messages: readonly ReceivedMessage[]): Promise<void>;
  onRejected(error: unknown): void;
  /** Something was processed: {@link KeyLanes.position} may have moved, there is room for more. */
  onDone(): void;
  /** Calls at once, of all partitions together. */
  readonly slots: Slots;
  /** Calls at once for this partition. */
  readonly parallel: number;
  /** Most messages in one call. */
  readonly batch: number;
}

interface Entry {
  readonly message: ReceivedMessage;
  done: boolean;
}

/**
 * One partition's messages on their way: keys go in parallel, each in its order, so that a slow key holds up nobody but itself. What
 * may be committed is the lowest position below which everything is done.
 */
export class KeyLanes {
  /** Everything from the lowest position that is not done. */
  private window: Entry[] = [];
  private pending: Entry[] = [];
  private readonly busyKeys = new Set<string>();
  private readonly running = new Set<Promise<void>>();
  private readonly ending = new AbortController();
  /** Position after the last message that was taken. */
  private next: string;
  private bytes = 0;
  private lost = false;
  /** Calls of `deliver` that came to an end, well or not: a sign of life. */
  settledCalls = 0;

  constructor(
    private readonly options: KeyLanesOptions,
    first: string,
  ) {
    this.next = first;
  }

  /** Position that the next message to {@link add} is expected to have. */
  get expected(): string {
    return this.next;
  }

  /** Where the group goes on when this process ends now. */
  get position(): string {
    return this.window[0]?.message.position ?? this.next;
  }

  /** Messages and their bytes from the lowest that is not done to the last that was taken: what a restart would bring again. */
  get held(): { readonly messages: number; readonly bytes: number } {
    return { messages: this.window.length, bytes: this.bytes };
  }

  /** Takes messages in their order; `next` is the position after them. */
  add(messages: readonly ReceivedMessage[], next: string): void {
    for (const message of messages) {
      const entry = { message, done: false };
      this.window.push(entry);
      this.pending.push(entry);
      this.bytes += message.value.length;
    }
    this.next = next;
    this.dispatch();
  }

  /** Begins nothing more, because the process stops or because the partition is another's; resolves when what was begun has come to its end. */
  async end(why: 'stopping' | 'lost'): Promise<void> {
    this.lost = why === 'lost';
    this.pending = [];
    this.options.slots.forget(this.dispatch);
    this.ending.abort();
    await Promise.all(this.running);
  }

  /** Whether the partition is another's: a call of `deliver` may stop early. */
  get isLost(): boolean {
    return this.lost;
  }

  get isEnded(): boolean {
    return this.ending.signal.aborted;
  }

  private readonly dispatch = (): void => {
    while (!this.isEnded && this.running.size < this.options.parallel && this.pending.length > 0) {
      if (!this.options.slots.take(this.dispatch)) return;
      const ready = this.takeReady();
      if (ready.length === 0) {
        this.options.slots.release();
        return;
      }
      const run = this.run(ready).finally(() => {
        this.running.delete(run);
        this.options.slots.release();
        this.dispatch();
      });
      this.running.add(run);
    }
  };

  /** The first pending messages whose keys are free, and of which no earlier message waits. */
  private takeReady(): Entry[] {
    const ready: Entry[] = [];
    const waiting: Entry[] = [];
    const blocked = new Set(this.busyKeys);
    let index = 0;
    for (; index < this.pending.length && ready.length < this.options.batch; index += 1) {
      const entry = this.pending[index] as Entry;
      if (blocked.has(entry.message.key)) waiting.push(entry);
      else {
        ready.push(entry);
        this.busyKeys.add(entry.message.key);
      }
    }
    this.pending = index === this.pending.length ? waiting : [...waiting, ...this.pending.slice(index)];
    return ready;
  }

  private async run(entries: readonly Entry[]): Promise<void> {
    const messages = entries.map(({ message }) => message);
    for (let attempt = 1; !this.isEnded; attempt += 1) {
      try {
        await this.options.deliver(messages);
        this.settledCalls += 1;
        for (const entry of entries) entry.done = true;
        for (const { key } of messages) this.busyKeys.delete(key);
        this.advance();
        return;
      } catch (error) {
        this.settledCalls += 1;
        this.options.onRejected(error);
        await sleep(backoff(attempt, 100, 10_000), undefined, { signal: this.ending.signal }).catch(() => undefined);
      }
    }
  }

  private advance(): void {
    let done = 0;
    for (let entry = this.window[0]; entry?.done; entry = this.window[done]) {
      this.bytes -= entry.message.value.length;
      done += 1;
    }
    if (done > 0) this.window.splice(0, done);
    this.options.onDone();
  }
}
