import { randomUUID } from 'node:crypto';
import { DomainError } from '../decider.js';
import type { Database } from '../database.port.js';
import type { AsyncProjection } from '../event-store.port.js';
import type { PersonalFields } from '../store/event-rows.js';
import { cursorAt, type FeedPoint } from '../store/feed.js';
import { projectToEnd, type SideRun } from './project-batch.js';
import { copySchemaOf, openCopy } from './projection-copies.js';

const copyRun = (db: Database, { name }: AsyncProjection, copy: string): SideRun => ({ checkpoint: `${name}@${copy}`, copySchema: copySchemaOf(db.schema, copy) });

/**
 * Makes an empty copy of a projection's tables that {@link catchUpCopy} then fills from a point of the service's events on.
 * @throws DomainError `COPY.NAME_INVALID`, `COPY.ALREADY_EXISTS`, `FEED.POSITION_INVALID`
 */
export async function startCopy(db: Database, projection: AsyncProjection, copy: string, from: FeedPoint): Promise<void> {
  const { checkpoint } = copyRun(db, projection, copy);
  const { transactionId, position } = await cursorAt(db, from);
  await db.workerTransaction(async (query) => {
    await openCopy(query, copy, projection.tables);
    await query('insert into projection_checkpoints (name, transaction_id, position) values ($1, $2::xid8, $3::bigint)', [checkpoint, transactionId, position]);
  });
}

/** Projects into a copy what has been appended meanwhile. @returns number of events passed. */
export function catchUpCopy(db: Database, cipher: PersonalFields, projection: AsyncProjection, copy: string): Promise<number> {
  return projectToEnd({ db, cipher }, projection, copyRun(db, projection, copy));
}

/**
 * Applies the events from a point on once more to the live tables, beside the run that keeps them up.
 * @returns number of events passed.
 * @throws DomainError `PROJECTION.NOT_REPEATABLE`, `FEED.POSITION_INVALID`
 */
export async function replayProjection(db: Database, cipher: PersonalFields, projection: AsyncProjection, from: FeedPoint): Promise<number> {
  if (!projection.isRepeatable) throw new DomainError('PROJECTION.NOT_REPEATABLE', `${projection.name} would count events twice: rebuild it from the start, or replay into a copy (--shadow)`);
  const checkpoint = `${projection.name}@replay-${randomUUID()}`;
  const { transactionId, position } = await cursorAt(db, from);
  await db.workerQuery('insert into projection_checkpoints (name, transaction_id, position) values ($1, $2::xid8, $3::bigint)', [checkpoint, transactionId, position]);
  try {
    return await projectToEnd({ db, cipher }, projection, { checkpoint });
  } finally {
    await db.workerQuery('delete from projection_checkpoints where name = $1', [checkpoint]);
  }
}
