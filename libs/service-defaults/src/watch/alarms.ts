import type { Logger } from 'pino';
import { stuckGauge } from '../metrics/watch-gauges.js';

/** What can be stuck. */
export type Stuck = 'relay' | 'consumer' | 'parked' | 'job' | 'horizon' | 'dependency' | 'watch';

/** Where: labels of the gauge and fields of the log line; ids and names only. */
export interface Place {
  readonly service: string;
  /** Topic, kind of job, dependency; empty where the service says it all. */
  readonly subject: string;
}

const AGAIN_MS = 300_000;

/**
 * What is stuck at the moment. It is logged when it begins (`stuck.<what>`), every five minutes while it lasts, and when it is over
 * (`unstuck.<what>`); the gauge `callmesh_stuck` is 1 all the while.
 */
export class Alarms {
  private readonly raised = new Map<string, { readonly since: number; readonly toldAt: number }>();

  constructor(private readonly log: () => Logger) {}

  /** Something is stuck. `words` say what to do; `fields` are the figures behind it. */
  raise(now: number, what: Stuck, place: Place, words: string, fields: Readonly<Record<string, unknown>> = {}): void {
    const key = keyOf(what, place);
    const before = this.raised.get(key);
    stuckGauge.set({ what, ...place }, 1);
    if (before && now - before.toldAt < AGAIN_MS) return;
    this.raised.set(key, { since: before?.since ?? now, toldAt: now });
    this.log().warn({ event: `stuck.${what}`, ...place, ...fields, forSeconds: Math.round((now - (before?.since ?? now)) / 1_000) }, words);
  }

  /** It is not, or not any more. */
  clear(now: number, what: Stuck, place: Place): void {
    const key = keyOf(what, place);
    const before = this.raised.get(key);
    stuckGauge.set({ what, ...place }, 0);
    if (!before) return;
    this.raised.delete(key);
    this.log().info({ event: `unstuck.${what}`, ...place, forSeconds: Math.round((now - before.since) / 1_000) }, `${what} ${place.subject || place.service} goes on`);
  }

  /** Raises or clears. */
  set(now: number, stuck: string | undefined, what: Stuck, place: Place, fields?: Readonly<Record<string, unknown>>): void {
    if (stuck === undefined) this.clear(now, what, place);
    else this.raise(now, what, place, stuck, fields);
  }
}

function keyOf(what: Stuck, { service, subject }: Place): string {
  return `${what} ${service} ${subject}`;
}
