import type net from 'node:net';

/** A socket written to late or slowly; what was written first arrives first, whatever changes meanwhile. */
export class Paced {
  private readonly queue: { readonly dueAt: number; readonly act: () => void }[] = [];
  private freeAt = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly into: net.Socket) {}

  write(chunk: Buffer, { delayMs = 0, bytesPerSecond }: { readonly delayMs?: number; readonly bytesPerSecond?: number }): void {
    const sending = bytesPerSecond === undefined ? 0 : (chunk.length / bytesPerSecond) * 1_000;
    this.freeAt = Math.max(this.freeAt, Date.now() + delayMs) + sending;
    this.add(() => void this.into.write(chunk));
  }

  end(): void {
    this.add(() => this.into.end());
  }

  private add(act: () => void): void {
    this.queue.push({ dueAt: this.freeAt, act });
    this.run();
  }

  private run(): void {
    if (this.timer) return;
    for (let next = this.queue[0]; next; next = this.queue[0]) {
      const left = next.dueAt - Date.now();
      if (left > 0) {
        this.timer = setTimeout(() => {
          this.timer = undefined;
          this.run();
        }, left);
        return;
      }
      this.queue.shift();
      if (!this.into.destroyed) next.act();
    }
  }
}
