/** Ends what was started, in reverse order; what is added after that ends at once. */
export class Started {
  private readonly ends: (() => Promise<unknown>)[] = [];
  private ending: Promise<void> | undefined;

  add(end: () => Promise<unknown>): void {
    if (this.ending) this.ending = Promise.all([this.ending, quietly(end)]).then(() => undefined);
    else this.ends.push(end);
  }

  end(): Promise<void> {
    return (this.ending ??= (async () => {
      for (const end of this.ends.reverse()) await quietly(end);
    })());
  }
}

const quietly = (end: () => Promise<unknown>): Promise<unknown> => end().catch(() => undefined);
