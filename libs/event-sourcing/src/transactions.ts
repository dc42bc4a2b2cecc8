import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DomainError } from './decider.js';

const MAX_ATTEMPTS = 10;
const CONNECT_PATIENCE_MS = 5_000;
/** serialization_failure, deadlock_detected: nothing was kept, the same work may succeed in a new transaction. */
const REPEATABLE = new Set(['40001', '40P01']);
/** Nothing reached the server, or it is not (yet) taking work. */
const NOT_THERE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03']);

/** One attempt at some work. */
export interface TransactionScope {
  readonly client: pg.PoolClient;
  afterCommit(run: () => void): void;
}

/** Runs work between `begin` and commit, again when the database asks for it. */
export type Transactions = <T>(begin: string, work: (scope: TransactionScope) => Promise<T>) => Promise<T>;

const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code ?? '');

/** A connection; while the server is restarting it waits, because nothing has been promised yet. */
async function acquire(pool: pg.Pool): Promise<pg.PoolClient> {
  for (const until = Date.now() + CONNECT_PATIENCE_MS; ; await sleep(50)) {
    try {
      return await pool.connect();
    } catch (error) {
      if (!NOT_THERE.has(codeOf(error)) || Date.now() > until) throw error;
    }
  }
}

async function attempt<T>(pool: pg.Pool, begin: string, work: (scope: TransactionScope) => Promise<T>): Promise<T> {
  const client = await acquire(pool);
  const after: (() => void)[] = [];
  let broken: Error | undefined;
  try {
    // Not awaited: the connection is pipelined, so `begin` travels with the first statement and costs no round trip of its own.
    const begun = client.query(begin);
    begun.catch(() => undefined);
    try {
      const result = await work({ client, afterCommit: (run) => after.push(run) });
      await begun;
      const { command } = await client.query('commit');
      // A statement failed and the work went on as if it had not: the server has rolled back instead.
      if (command !== 'COMMIT') throw new DomainError('TRANSACTION.ABORTED', 'a statement of this transaction failed and its error was swallowed: nothing was kept');
      runAll(after);
      return result;
    } catch (error) {
      await client.query('rollback').catch((reason: unknown) => (broken = reason instanceof Error ? reason : new Error(String(reason))));
      throw error;
    }
  } finally {
    client.release(broken);
  }
}

/** The work is committed: what a listener throws must not make it look undone. */
function runAll(after: readonly (() => void)[]): void {
  for (const run of after) {
    try {
      run();
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error), { code: 'AFTER_COMMIT' });
    }
  }
}

/** Transactions on a pool, repeated on serialization failure and deadlock with jittered backoff. */
export function openTransactions(pool: pg.Pool): Transactions {
  return async (begin, work) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt(pool, begin, work);
      } catch (error) {
        if (!REPEATABLE.has(codeOf(error)) || tries >= MAX_ATTEMPTS) throw error;
        await sleep(Math.random() * Math.min(2 ** tries, 200));
      }
    }
  };
}
