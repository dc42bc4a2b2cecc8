/** Numbers from a seed (mulberry32), so that a run can be repeated. */
export class Random {
  constructor(private state: number) {}

  /** From 0 to below `limit`. */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  /** Some of a list, each once. */
  some<T>(from: readonly T[], count: number): T[] {
    const left = [...from];
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(this.below(left.length), 1)).flat();
  }

  /** Something that nobody has, of the same form: its digits and letters are others. */
  twinOf(id: string): string {
    const isUuid = id.length === 36;
    return id.replace(/[0-9a-f]/g, (character, at: number) => {
      // A UUID's version and variant stay: it would be refused for its form.
      if (isUuid && (at === 14 || at === 19)) return character;
      const others = /\d/.test(character) ? '0123456789' : 'abcdef';
      return others.charAt(this.below(others.length));
    });
  }
}
