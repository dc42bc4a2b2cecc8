import type pg from 'pg';
import { appendCall, type Append } from './store/append-call.js';

type Answer = pg.QueryResult | pg.QueryResult[];
type Sendable = string | pg.QueryConfig;

/** How a transaction ended. */
export interface Ending {
  /** The first error among the statements that nobody awaited. */
  readonly failed?: { readonly reason: unknown };
  /** False when the server rolled back instead, because a statement had failed before. */
  readonly kept?: boolean;
  /** The connection is of no use any more. */
  readonly broken?: Error | undefined;
}

/** What the statements of a transaction need of their surroundings. */
export interface Surroundings {
  /** Gives the transaction its connection, when it first needs one. */
  connect(): Promise<pg.PoolClient>;
  /** Commits an append that is all there is to do, together with others like it. */
  commitAlone(append: Append): Promise<void>;
  /** What the transaction begins with. */
  readonly settings: readonly string[];
}

const errorOf = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/**
 * Statements of one transaction that wait for company, so that they cost no round trip: `begin` travels with the first statement
 * that is awaited, a deferred append with `commit`. The connection is pipelined, and taken only when something must be sent.
 */
export class DeferredStatements {
  private waiting: (string | Append)[] = [];
  private readonly sent: Promise<Answer>[] = [];
  private connection: Promise<pg.PoolClient> | undefined;
  private client: pg.PoolClient | undefined;
  private begun = false;

  constructor(private readonly around: Surroundings) {}

  add(statement: string | Append): void {
    this.waiting.push(statement);
  }

  /** Sends a statement that the caller waits for; what waited before it is sent before it. */
  async query(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    const before = this.take();
    const client = this.client ?? (await this.connect());
    this.send(client, before);
    return client.query(statement);
  }

  /** Sends what waits and `commit`. */
  async commit(): Promise<Ending> {
    if (!this.connection) {
      if (this.waiting.length === 0) return { kept: true };
      const [first, ...others] = this.waiting;
      if (typeof first === 'object' && others.length === 0) return outcomeOf(this.around.commitAlone(first));
    }
    const rest = this.take();
    const client = await this.connect();
    this.send(client, [...rest, 'commit']);
    const last = this.sent.at(-1);
    const failed = (await Promise.allSettled(this.sent)).find((outcome) => outcome.status === 'rejected');
    // A message that fails in the middle leaves its `commit` unread, and the transaction open.
    if (failed) return { failed, broken: await rollBack(client) };
    const answer = await last;
    return { kept: (Array.isArray(answer) ? answer.at(-1) : answer)?.command === 'COMMIT' };
  }

  /** Undoes what was sent; what waits is forgotten. */
  async abandon(): Promise<Ending> {
    const client = await this.connection?.catch(() => undefined);
    if (!client || !this.begun) return {};
    const broken = await rollBack(client);
    const failed = (await Promise.allSettled(this.sent)).find((outcome) => outcome.status === 'rejected');
    return { broken, ...(failed && { failed }) };
  }

  /** Gives the connection back, if one was taken. */
  release(broken: Error | undefined): void {
    this.client?.release(broken);
  }

  private take(): (string | Append)[] {
    const taken = this.waiting;
    this.waiting = [];
    return taken;
  }

  private async connect(): Promise<pg.PoolClient> {
    this.connection ??= this.around.connect();
    this.client = await this.connection;
    return this.client;
  }

  private send(client: pg.PoolClient, statements: readonly (string | Append)[]): void {
    const all = [...(this.begun ? [] : ['begin', ...this.around.settings]), ...statements];
    this.begun = true;
    for (const message of messagesOf(all)) {
      const answer: Promise<Answer> = client.query(message as pg.QueryConfig);
      // Looked at when the transaction ends.
      answer.catch(() => undefined);
      this.sent.push(answer);
    }
  }
}

/** Statements in a row are one message of the simple protocol; appends have parameters: those in a row to different streams are one call. */
function messagesOf(statements: readonly (string | Append)[]): Sendable[] {
  const messages: Sendable[] = [];
  let plain: string[] = [];
  let appends: Append[] = [];
  const close = (): void => {
    const [first, ...others] = appends;
    if (plain.length > 0) messages.push(plain.join('; '));
    if (first) messages.push(appendCall([first, ...others], true));
    plain = [];
    appends = [];
  };
  for (const statement of statements) {
    const isPlain = typeof statement === 'string';
    if (isPlain ? appends.length > 0 : plain.length > 0 || appends.some(({ streamId }) => streamId === statement.streamId)) close();
    if (isPlain) plain.push(statement);
    else appends.push(statement);
  }
  close();
  return messages;
}

const outcomeOf = (work: Promise<unknown>): Promise<Ending> =>
  work.then(
    () => ({ kept: true }),
    (reason: unknown) => ({ failed: { reason } }),
  );

const rollBack = (client: pg.PoolClient): Promise<Error | undefined> => client.query('rollback').then(() => undefined, errorOf);
