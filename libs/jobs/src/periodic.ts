import { randomUUID } from 'node:crypto';
import type { Database } from '@callmesh/event-sourcing';

/** Work that is done once in a while, by one of all the instances of a service. */
export interface PeriodicWork {
  readonly db: Database;
  /** Names it in the database; the same in all instances. */
  readonly name: string;
  /** From the begin of one run to the next, ms, whoever does it. */
  readonly everyMs: number;
  /** Before the first look of this process, ms: at its start everything else begins too. */
  readonly firstMs: number;
  /** Between two looks whether it is due, ms. */
  readonly lookMs: number;
  /** Another instance may begin when the one that does it has not been heard of for so long, ms. */
  readonly leaseMs: number;
  /** One that throws has had its turn. `signal` aborts when this process ends, or has lost the lease. */
  run(signal: AbortSignal): Promise<void>;
  onError(error: unknown): void;
}

/** Looks whether work is due, on the database's clock, and does it under a lease. @returns how to end that. */
export function startPeriodic(work: PeriodicWork): () => Promise<void> {
  const { db, name, everyMs, firstMs, lookMs, leaseMs, run, onError } = work;
  const owner = randomUUID();
  const ending = new AbortController();
  let timer: NodeJS.Timeout;
  let running: Promise<void> = Promise.resolve();

  const turn = async (): Promise<void> => {
    if (!(await take(db, { name, owner, everyMs, leaseMs }))) return;
    const lost = new AbortController();
    const renewing = setInterval(() => {
      renew(db, name, owner, leaseMs).then((held) => held || lost.abort(new Error(`the lease of ${name} went to another instance`)), onError);
    }, leaseMs / 3);
    try {
      await run(AbortSignal.any([ending.signal, lost.signal]));
    } finally {
      clearInterval(renewing);
      await end(db, name, owner);
    }
  };
  const look = (): void => {
    running = turn()
      .catch((error: unknown) => {
        if (!ending.signal.aborted) onError(error);
      })
      .finally(() => {
        if (!ending.signal.aborted) timer = setTimeout(look, lookMs).unref();
      });
  };
  timer = setTimeout(look, firstMs).unref();
  return () => {
    ending.abort();
    clearTimeout(timer);
    return running;
  };
}

interface Turn {
  readonly name: string;
  readonly owner: string;
  readonly everyMs: number;
  readonly leaseMs: number;
}

/** @returns whether it is due, and nobody else's. A run whose process died is due at once. */
async function take(db: Database, { name, owner, everyMs, leaseMs }: Turn): Promise<boolean> {
  const { rowCount } = await db.workerQuery(
    `insert into periodic_work as p (name, owner, lease_until, begun_at) values ($1, $2, clock_timestamp() + $3 * interval '1 ms', clock_timestamp())
     on conflict (name) do update set owner = excluded.owner, lease_until = excluded.lease_until, begun_at = excluded.begun_at, ended_at = null
     where p.lease_until < clock_timestamp() and (p.ended_at is null or p.begun_at + $4 * interval '1 ms' <= clock_timestamp())`,
    [name, owner, leaseMs, everyMs],
  );
  return rowCount === 1;
}

async function renew(db: Database, name: string, owner: string, leaseMs: number): Promise<boolean> {
  const { rowCount } = await db.workerQuery(`update periodic_work set lease_until = clock_timestamp() + $3 * interval '1 ms' where name = $1 and owner = $2 and ended_at is null`, [name, owner, leaseMs]);
  return rowCount === 1;
}

async function end(db: Database, name: string, owner: string): Promise<void> {
  await db.workerQuery('update periodic_work set ended_at = clock_timestamp(), lease_until = clock_timestamp() where name = $1 and owner = $2', [name, owner]);
}
