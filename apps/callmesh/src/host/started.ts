/** Ends what was started, in reverse order. */
export class Started {
  private readonly ends: (() => Promise<unknown>)[] = [];
  private ending: Promise<void> | undefined;

  add(end: () => Promise<unknown>): void {
    this.ends.push(end);
  }

  end(): Promise<void> {
    return (this.ending ??= (async () => {
      for (const end of this.ends.reverse()) await end().catch(() => undefined);
    })());
  }
}
