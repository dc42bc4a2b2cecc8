import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database.port.js';
import { FEED_START, readFeed, type FeedRow } from '../store/feed.js';

/** Reads the feed from the start until `enough` says so: open write transactions anywhere on the server hold new events back. */
export async function readUntil(db: Database, enough: (rows: readonly FeedRow[]) => boolean, timeoutMs = 20_000): Promise<FeedRow[]> {
  const all: FeedRow[] = [];
  let cursor = FEED_START;
  for (const until = Date.now() + timeoutMs; !enough(all); await sleep(10)) {
    if (Date.now() > until) throw new Error(`the feed gave ${all.length} events and not what was waited for within ${timeoutMs} ms`);
    const read = await readFeed(db, cursor, 500);
    all.push(...read.rows);
    cursor = read.cursor;
  }
  return all;
}
