import type pg from 'pg';

type Answer = pg.QueryResult | pg.QueryResult[];

/** How a transaction ended. */
export interface Ending {
  /** The first error among the statements that nobody awaited. */
  readonly failed?: { readonly reason: unknown };
  /** False when the server rolled back instead, because a statement had failed before. */
  readonly kept?: boolean;
  /** The connection is of no use any more. */
  readonly broken?: Error | undefined;
}

/**
 * Statements of one transaction that wait for company, so that they cost no round trip: `begin` travels with the first statement
 * that is awaited, a deferred append with `commit`. What waits together is one message of the simple protocol; the connection is pipelined.
 */
export class DeferredStatements {
  private waiting: string[] = [];
  private readonly sent: Promise<Answer>[] = [];
  private begun = false;

  constructor(
    private readonly client: pg.PoolClient,
    private readonly settings: readonly string[],
  ) {}

  add(sql: string): void {
    this.waiting.push(sql);
  }

  /** The connection, for a statement that the caller sends now: what waited is sent before it. */
  flushed(): pg.PoolClient {
    if (!this.begun || this.waiting.length > 0) void this.send();
    return this.client;
  }

  /** Sends what waits and `commit`, as one message. */
  async commit(): Promise<Ending> {
    if (!this.begun) return this.waiting.length === 0 ? { kept: true } : this.alone();
    const last = this.send('commit');
    const failed = (await Promise.allSettled(this.sent)).find((outcome) => outcome.status === 'rejected');
    // A message that fails in the middle leaves its `commit` unread, and the transaction open.
    if (failed) return { failed, broken: await this.rollBack() };
    const answer = await last;
    return { kept: (Array.isArray(answer) ? answer.at(-1) : answer)?.command === 'COMMIT' };
  }

  /** All that was to be done waits: one message of several statements is a transaction of its own (PostgreSQL manual, 54.2.2.1). */
  private alone(): Promise<Ending> {
    return this.client.query([...this.settings, ...this.waiting].join('; ')).then(
      () => ({ kept: true }),
      (reason: unknown) => ({ failed: { reason } }),
    );
  }

  /** Undoes what was sent; what waits is forgotten. */
  async abandon(): Promise<Ending> {
    if (!this.begun) return {};
    const broken = await this.rollBack();
    const failed = (await Promise.allSettled(this.sent)).find((outcome) => outcome.status === 'rejected');
    return { broken, ...(failed && { failed }) };
  }

  private rollBack(): Promise<Error | undefined> {
    return this.client.query('rollback').then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
  }

  private send(...more: string[]): Promise<Answer> {
    const statements = [...(this.begun ? [] : ['begin', ...this.settings]), ...this.waiting, ...more];
    this.begun = true;
    this.waiting = [];
    const answer: Promise<Answer> = this.client.query(statements.join('; '));
    // Looked at when the transaction ends.
    answer.catch(() => undefined);
    this.sent.push(answer);
    return answer;
  }
}
