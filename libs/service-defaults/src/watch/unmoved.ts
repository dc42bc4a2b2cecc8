/** Remembers since when a sign has not changed. */
export class Unmoved {
  private readonly seen = new Map<string, { readonly sign: string; readonly since: number }>();

  /** @returns for how long `key` has had this sign, ms; 0 when it is new. */
  for(key: string, sign: string, now: number): number {
    const before = this.seen.get(key);
    if (before?.sign === sign) return now - before.since;
    this.seen.set(key, { sign, since: now });
    return 0;
  }

  /** It moves, or there is nothing to move. */
  forget(key: string): void {
    this.seen.delete(key);
  }
}
