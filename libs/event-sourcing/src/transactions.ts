import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { DomainError } from './decider.js';
import { DeferredStatements, type Surroundings } from './deferred-statements.js';
import type { Append } from './store/append-call.js';
import { GroupCommit } from './store/group-commit.js';

const MAX_ATTEMPTS = 10;
const CONNECT_PATIENCE_MS = 5_000;
/** serialization_failure, deadlock_detected: nothing was kept, the same work may succeed in a new transaction. */
const REPEATABLE = new Set(['40001', '40P01']);
/** Nothing reached the server, or it is not (yet) taking work. */
const NOT_THERE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03']);

/** One attempt at some work. */
export interface TransactionScope {
  /** Sends a statement; what was deferred is sent before. */
  query<R extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<R>>;
  /** See `Tx.defer`. */
  defer(statement: string | Append): void;
  /** Runs when the work is done, as its last part. */
  beforeCommit(run: () => Promise<void>): void;
  afterCommit(run: () => void): void;
}

/** Runs work in a transaction that begins with these statements, again when the database asks for it. */
export type Transactions = <T>(settings: readonly string[], work: (scope: TransactionScope) => Promise<T>) => Promise<T>;

const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code ?? '');

/** Also two appends that met at one version of a stream: the loser decides again over what the winner wrote. */
function isRepeatable(error: unknown): boolean {
  const code = codeOf(error);
  return REPEATABLE.has(code) || (code === '23505' && (error as pg.DatabaseError).constraint === 'events_pkey');
}

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

async function attempt<T>(around: Surroundings, work: (scope: TransactionScope) => Promise<T>): Promise<T> {
  const after: (() => void)[] = [];
  const before: (() => Promise<void>)[] = [];
  const deferred = new DeferredStatements(around);
  let broken: Error | undefined;
  try {
    const scope: TransactionScope = {
      query: (statement) => deferred.query(statement),
      defer: (statement) => deferred.add(statement),
      beforeCommit: (run) => before.push(run),
      afterCommit: (run) => after.push(run),
    };
    const done = async (): Promise<T> => {
      const result = await work(scope);
      for (const run of before) await run();
      return result;
    };
    const [worked] = await Promise.allSettled([done()]);
    const ending = worked.status === 'fulfilled' ? await deferred.commit() : await deferred.abandon();
    broken = ending.broken;
    // What failed unawaited is the cause of what the work then met (25P02).
    if (ending.failed) throw ending.failed.reason;
    if (worked.status === 'rejected') throw worked.reason;
    if (!ending.kept) throw new DomainError('TRANSACTION.ABORTED', 'a statement of this transaction failed and its error was swallowed: nothing was kept');
    runAll(after);
    return worked.value;
  } finally {
    deferred.release(broken);
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

/** The same work met others every time. Nothing was kept; `code` stays the one that callers know. */
class Contended extends Error {
  readonly code = '40001';
  constructor(cause: unknown) {
    super(`a transaction gave way to others ${MAX_ATTEMPTS} times: ${cause instanceof Error ? cause.message : String(cause)}. Try again later`, { cause });
    this.name = 'Contended';
  }
}

/** Lends a connection of the pool to one call, which takes it for broken when the server did not answer. */
async function lend<T>(pool: pg.Pool, use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await acquire(pool);
  let broken: Error | undefined;
  try {
    return await use(client);
  } catch (error) {
    if ((error as { severity?: unknown }).severity !== 'ERROR') broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Transactions on a pool, repeated on serialization failure and deadlock with jittered backoff. */
export function openTransactions(pool: pg.Pool): Transactions {
  const appends = new GroupCommit((use) => lend(pool, use));
  return async (settings, work) => {
    const around: Surroundings = { settings, connect: () => acquire(pool), commitAlone: (append) => appends.commit(append) };
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt(around, work);
      } catch (error) {
        if (!isRepeatable(error)) throw error;
        if (tries >= MAX_ATTEMPTS) throw new Contended(error);
        await sleep(Math.random() * Math.min(2 ** tries, 200));
      }
    }
  };
}
