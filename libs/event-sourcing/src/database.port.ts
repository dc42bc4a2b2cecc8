import type { QueryResult, QueryResultRow } from 'pg';
import type { Append } from './store/append-call.js';

/** SQL; with a name the server keeps its plan. */
export type Statement = string | { readonly name: string; readonly text: string };

/** An open transaction of the service's own role, fenced to one tenant by row-level security. */
export interface Tx {
  readonly tenantId: string;
  /** The service's Postgres schema; it is also the search path, so table names need no prefix. */
  readonly schema: string;
  query<R extends QueryResultRow = QueryResultRow>(statement: Statement, values?: readonly unknown[]): Promise<QueryResult<R>>;
  /**
   * A statement whose answer says nothing but "done": SQL without parameters (write values into it with `literal`), or an append.
   * It is sent with the next one, or with the commit, and costs no round trip. Its error becomes the transaction's. An append
   * that is all there is to do is committed together with those of other transactions of this moment.
   */
  defer(statement: string | Append): void;
  /**
   * Hands `item` over to `run`, together with the others of this transaction that are gathered for it, once the work is done and right
   * before the commit: what a batch of events changes is then written with one statement. `run` must be the same function each time.
   */
  gather<T>(run: (tx: Tx, items: readonly T[]) => Promise<void>, item: T): void;
  /** Runs after a commit, never after a rollback: in-process wake-ups, deleting an object that nothing refers to any more. */
  afterCommit(run: () => void): void;
}

/** Connections of one of the two roles at this moment. */
export interface PoolFigures {
  readonly role: 'app' | 'worker';
  readonly total: number;
  readonly idle: number;
  /** Work that waits for a connection. */
  readonly waiting: number;
}

/** One service's database: its own schema, reached by its own two roles. */
export interface Database {
  readonly schema: string;
  /**
   * Runs `work` in a transaction fenced to `tenantId`, again in a **new** transaction on serialization failure (40001) and
   * deadlock (40P01) up to 10 times with jittered backoff, so `work` must be repeatable. Read before the first write.
   * Isolation is READ COMMITTED.
   */
  transaction<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * A query as the worker role, which sees every tenant but only the tables granted to it
   * (events, checkpoints, inbox, parked, jobs). Used by the relay, the job workers and operators' views.
   */
  workerQuery<R extends QueryResultRow = QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<QueryResult<R>>;
  /** A transaction as the worker role. */
  workerTransaction<T>(work: (query: Tx['query']) => Promise<T>): Promise<T>;
  /** For metrics. */
  pools(): readonly PoolFigures[];
  close(): Promise<void>;
}

/** Nest injection token of the service's {@link Database}. */
export const DATABASE = Symbol('Database');
