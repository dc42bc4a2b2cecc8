import type pg from 'pg';
import { appendCall, StreamMoved, type Append, type AppendOutcomes } from './append-call.js';

/** Appends that share a commit at most. */
const MOST = 64;
/** Groups under way at once: while one is flushed to disk the next is prepared. */
const UNDER_WAY = 2;

/** An append with the one who waits for it. */
interface Waiting {
  readonly append: Append;
  resolve(): void;
  reject(error: unknown): void;
}

/** Lends a connection to one call. */
export type Lend = <T>(use: (client: pg.PoolClient) => Promise<T>) => Promise<T>;

/**
 * Commits appends that are all their transactions do: those that meet share one call, one commit and one flush. Each is
 * durable when its promise resolves, and fails for itself alone: the others of its group are then tried again, one by one if need be.
 */
export class GroupCommit {
  private waiting: Waiting[] = [];
  private underWay = 0;
  private looking = false;
  /** The last group was one append: whoever comes next is alone too, and need not wait for company. */
  private lonely = true;

  constructor(private readonly lend: Lend) {}

  /** @throws StreamMoved (40001) when the stream is not at the expected version any more. */
  commit(append: Append): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ append, resolve, reject });
      this.look();
    });
  }

  /** Once the other clients of this turn of the event loop have come too. */
  private look(): void {
    if (this.looking) return;
    if (this.lonely && this.underWay === 0) return void this.send(this.next());
    this.looking = true;
    setImmediate(() => {
      this.looking = false;
      while (this.underWay < UNDER_WAY && this.waiting.length > 0) void this.send(this.next());
    });
  }

  /** Of one tenant, each stream once, in order of arrival. */
  private next(): Waiting[] {
    const tenant = this.waiting[0]?.append.tenantId;
    const streams = new Set<string>();
    const group: Waiting[] = [];
    const rest: Waiting[] = [];
    for (const one of this.waiting) {
      const { tenantId, streamId } = one.append;
      const fits = group.length < MOST && tenantId === tenant && !streams.has(streamId);
      streams.add(streamId);
      (fits ? group : rest).push(one);
    }
    this.waiting = rest;
    this.lonely = group.length + this.underWay === 1;
    return group;
  }

  private async send(group: readonly Waiting[]): Promise<void> {
    this.underWay += 1;
    try {
      await this.commitGroup(group);
    } finally {
      this.underWay -= 1;
      if (this.waiting.length > 0) this.look();
    }
  }

  private async commitGroup(group: readonly Waiting[]): Promise<void> {
    const [first, ...others] = group;
    if (!first) return;
    let outcomes: AppendOutcomes;
    try {
      outcomes = await this.call([first.append, ...others.map(({ append }) => append)]);
    } catch (error) {
      // Which one it was is not said; what was refused for one must not fail the others.
      if (others.length === 0 || !hasSqlState(error)) group.forEach(({ reject }) => reject(error));
      else for (const one of group) await this.commitGroup([one]);
      return;
    }
    if (outcomes === null) return group.forEach(({ resolve }) => resolve());
    const moved = group.filter((_, i) => outcomes[i] !== 0);
    moved.forEach(({ append, reject }) => reject(new StreamMoved(append)));
    await this.commitGroup(group.filter((one) => !moved.includes(one)));
  }

  private call(appends: [Append, ...Append[]]): Promise<AppendOutcomes> {
    return this.lend(async (client) => {
      const { rows } = await client.query<{ outcomes: AppendOutcomes }>(appendCall(appends, false));
      return rows[0]?.outcomes ?? null;
    });
  }
}

/** The server answered: the connection is well, and nothing of the call was kept. */
function hasSqlState(error: unknown): boolean {
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  return typeof code === 'string' && severity === 'ERROR';
}
