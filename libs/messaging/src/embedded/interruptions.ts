import type { EventEmitter } from 'node:events';
import type { Pool, PoolClient } from 'pg';

/** What the server says last on a connection that it ends (SQLSTATE class 57P: shutdown, crash of another of its processes, …). */
interface LastWord {
  readonly severity?: string;
  readonly code?: string;
}

const ENDS = new Set(['FATAL', 'PANIC']);
const isLastWord = ({ severity = '', code = '' }: LastWord): boolean => ENDS.has(severity) || code.startsWith('57P');

/**
 * Counts connections that the server broke. A crash breaks all of them, and may take back the end of what was committed lazily: what a
 * consumer remembers of its place from before is then worth nothing, the table is. The pool of a consumer that reads is never empty, so
 * a crash is always counted before a new connection can have been made.
 */
export class Interruptions {
  private seen = 0;

  constructor(pool: Pool) {
    const count = (): void => void (this.seen += 1);
    pool.on('connect', (client) => {
      client.on('error', count);
      // A statement under way takes the server's last word for its own fault, whereupon the pool ends the connection: the client then has none.
      wireOf(client).on('errorMessage', (message: LastWord) => {
        if (isLastWord(message)) count();
      });
    });
  }

  get count(): number {
    return this.seen;
  }
}

/** The protocol below a client, which `pg` has and its types do not name. */
const wireOf = (client: PoolClient): EventEmitter => (client as unknown as { readonly connection: EventEmitter }).connection;
