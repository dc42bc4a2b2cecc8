import type { Pool } from 'pg';

/**
 * Counts connections that the server broke. A crash breaks all of them, and may take back the end of what was committed lazily: what a
 * consumer remembers of its place from before is then worth nothing, the table is. The pool of a consumer that reads is never empty, so
 * a crash is always counted before a new connection can have been made.
 */
export class Interruptions {
  private seen = 0;

  constructor(pool: Pool) {
    pool.on('connect', (client) => client.on('error', () => (this.seen += 1)));
  }

  get count(): number {
    return this.seen;
  }
}
