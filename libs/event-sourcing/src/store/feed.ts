import type { EventMetadata } from '@callmesh/contracts';
import { DomainError } from '../decider.js';
import type { Database } from '../database.port.js';
import { EVENT_COLUMNS, metadataOf, sourceOf, type EventRow } from './event-rows.js';

/** Where a reader of a service's events stands: both parts together, because a position alone skips events of late commits. */
export interface FeedCursor {
  /** `xid8` of the appending transaction, decimal. */
  readonly transactionId: string;
  /** Position within the table, decimal. */
  readonly position: string;
}

/** Before the first event. */
export const FEED_START: FeedCursor = { transactionId: '0', position: '0' };

/** A stored event as the relay publishes it. */
export interface FeedRow {
  readonly type: string;
  /** Avro; personal strings are sealed. */
  readonly body: Buffer;
  /** Hex SHA-256 of the writer's schema. */
  readonly schemaSha256: string;
  readonly streamId: string;
  readonly version: number;
  readonly metadata: EventMetadata;
}

/** A row with the columns of the cursor. */
export interface CursorRow extends EventRow {
  readonly transaction_id: string;
  readonly global_position: string;
}

/**
 * Below the horizon every transaction has ended, so nothing can appear behind the cursor any more.
 * The order names the table: a bare `transaction_id` would be the column of the answer, and digits sort otherwise than numbers.
 */
const READ = `
  select e.transaction_id::text, e.global_position::text, ${EVENT_COLUMNS} from events e
   where (e.transaction_id, e.global_position) > ($1::xid8, $2::bigint) and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
   order by e.transaction_id, e.global_position limit $3`;

/** Rows after the cursor, of all tenants, as the worker role. */
export async function readRows(db: Database, after: FeedCursor, limit: number): Promise<{ rows: CursorRow[]; cursor: FeedCursor }> {
  const { rows } = await db.workerQuery<CursorRow>(READ, [after.transactionId, after.position, limit]);
  const last = rows.at(-1);
  return { rows, cursor: last ? { transactionId: last.transaction_id, position: last.global_position } : after };
}

/**
 * The next events of a service in commit order, all tenants, personal strings still sealed: one statement.
 * Order within a stream is its version order. What an open write transaction of the cluster holds back comes later.
 */
export async function readFeed(db: Database, after: FeedCursor, limit: number): Promise<{ rows: FeedRow[]; cursor: FeedCursor }> {
  const { rows, cursor } = await readRows(db, after, limit);
  const source = sourceOf(db.schema);
  const feed = rows.map((row) => ({
    type: row.type,
    body: row.body,
    schemaSha256: row.schema_sha256.toString('hex'),
    streamId: row.stream_id,
    version: row.version,
    metadata: metadataOf(row, source),
  }));
  return { rows: feed, cursor };
}

/** Where the feed is to be read from: its start, the first event of a time (ISO 8601) or later, or a place, `<transaction id>.<position>`. */
export type FeedPoint = 'start' | { readonly time: string } | { readonly position: string };

/**
 * The cursor after which the feed is read to begin at a point.
 * @throws DomainError `FEED.POSITION_INVALID`
 */
export async function cursorAt(db: Database, point: FeedPoint): Promise<FeedCursor> {
  if (point === 'start') return FEED_START;
  if ('position' in point) {
    const match = /^(\d{1,20})\.(\d{1,19})$/.exec(point.position);
    if (!match) throw new DomainError('FEED.POSITION_INVALID', `"${point.position}" is no place in a service's events: it reads <transaction>.<position>`);
    return before({ transactionId: match[1] ?? '0', position: match[2] ?? '0' });
  }
  const first = await edge(db, 'occurred_at >= $1', point.time, '');
  return first ? before(first) : ((await edge(db, 'occurred_at <= $1', 'infinity', 'desc')) ?? FEED_START);
}

/** The last event of the feed that is no younger than a time (ISO 8601): with all before it, a prefix of the feed. */
export async function lastUntil(db: Database, time: string): Promise<FeedCursor> {
  return (await edge(db, 'occurred_at <= $1', time, 'desc')) ?? FEED_START;
}

async function edge(db: Database, condition: string, time: string, direction: '' | 'desc'): Promise<FeedCursor | undefined> {
  const { rows } = await db.workerQuery<FeedCursor>(
    `select e.transaction_id::text as "transactionId", e.global_position::text as position from events e where e.${condition}::timestamptz
     order by e.transaction_id ${direction}, e.global_position ${direction} limit 1`,
    [time],
  );
  return rows[0];
}

const before = ({ transactionId, position }: FeedCursor): FeedCursor => ({ transactionId, position: (BigInt(position) - 1n).toString() });
