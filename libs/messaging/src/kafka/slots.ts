/** A number of places; who finds none is called when one is free, in the order of asking. */
export class Slots {
  private readonly waiting = new Set<() => void>();

  constructor(private free: number) {}

  /** @returns whether there was a place; else `call` is called once there may be one. */
  take(call: () => void): boolean {
    if (this.free === 0) {
      this.waiting.add(call);
      return false;
    }
    this.free -= 1;
    return true;
  }

  release(): void {
    this.free += 1;
    const [first] = this.waiting;
    if (!first) return;
    this.waiting.delete(first);
    first();
  }

  forget(call: () => void): void {
    this.waiting.delete(call);
  }
}
