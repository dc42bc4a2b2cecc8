import type { GroupStanding } from '@callmesh/messaging';

const KEPT = 360;

/** For brokers that do not tell how old a waiting message is: remembers when the end of each partition was seen where. */
export class Arrivals {
  private readonly ends = new Map<string, { readonly end: bigint; readonly at: number }[]>();

  /** @returns since when, at the latest, the oldest waiting message has been there, ms since the epoch. Offsets must be numbers. */
  oldest({ topic, partition, committed, behind }: GroupStanding, now: number): number {
    if (!/^-?\d+$/.test(committed)) return now;
    const done = BigInt(committed) < 0n ? 0n : BigInt(committed);
    const key = `${topic}/${partition}`;
    const ends = (this.ends.get(key) ?? []).filter(({ end }) => end > done);
    ends.push({ end: done + BigInt(behind), at: now });
    this.ends.set(key, ends.slice(0, 1).concat(ends.slice(1).slice(-KEPT)));
    return ends[0]?.at ?? now;
  }
}
