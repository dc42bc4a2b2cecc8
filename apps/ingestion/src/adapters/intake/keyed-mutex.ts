/** Lets work on the same key run one after the other within this process; the database decides between processes. */
export class KeyedMutex {
  private readonly tails = new Map<string, Promise<void>>();

  /** Keys are taken in one order everywhere, so two callers never wait for each other. */
  async run<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const [first, ...rest] = [...new Set(keys)].sort();
    return first === undefined ? work() : this.one(first, () => this.run(rest, work));
  }

  private async one<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.tails.get(key) ?? Promise.resolve();
    const mine = before.then(work);
    const tail = mine.then(
      () => undefined,
      () => undefined,
    );
    this.tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (this.tails.get(key) === tail) this.tails.delete(key);
    }
  }
}
