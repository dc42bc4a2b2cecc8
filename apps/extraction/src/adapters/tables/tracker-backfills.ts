import type { Tx } from '@callmesh/event-sourcing';

/** How far a tracker is over the calls that were stored before it. */
export interface Backfill {
  readonly id: string;
  readonly tracker: string;
  readonly trackerVersion: number;
  /** `superseded`: the tracker was changed or retired meanwhile. */
  readonly state: 'running' | 'completed' | 'superseded';
  readonly total: number;
  readonly done: number;
  /** Calls with a hit. */
  readonly found: number;
  /** Calls whose transcript could not be read. */
  readonly unreadable: number;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

interface Row {
  id: string;
  tracker: string;
  tracker_version: number;
  state: Backfill['state'];
  total: number;
  done: number;
  found: number;
  unreadable: number;
  started_by: string;
  started_at: Date;
  finished_at: Date | null;
}

const asBackfill = (r: Row): Backfill => ({
  id: r.id,
  tracker: r.tracker,
  trackerVersion: r.tracker_version,
  state: r.state,
  total: r.total,
  done: r.done,
  found: r.found,
  unreadable: r.unreadable,
  startedBy: r.started_by,
  startedAt: r.started_at.toISOString(),
  finishedAt: r.finished_at?.toISOString() ?? null,
});

export async function beginBackfill(tx: Tx, { id, tracker, trackerVersion, total, startedBy }: Pick<Backfill, 'id' | 'tracker' | 'trackerVersion' | 'total' | 'startedBy'>): Promise<Backfill> {
  await tx.query(`update tracker_backfills set state = 'superseded', finished_at = now() where tracker = $1 and state = 'running'`, [tracker]);
  const { rows } = await tx.query<Row>(`insert into tracker_backfills (tenant_id, id, tracker, tracker_version, state, total, started_by) values ($1, $2, $3, $4, 'running', $5, $6) returning *`, [tx.tenantId, id, tracker, trackerVersion, total, startedBy]);
  return asBackfill(rows[0] as Row);
}

/** Counts what a batch came to. */
export async function advanceBackfill(tx: Tx, id: string, { done, found, unreadable }: Pick<Backfill, 'done' | 'found' | 'unreadable'>): Promise<void> {
  await tx.query('update tracker_backfills set done = done + $2, found = found + $3, unreadable = unreadable + $4 where id = $1', [id, done, found, unreadable]);
}

export async function endBackfill(tx: Tx, id: string, state: 'completed' | 'superseded'): Promise<void> {
  await tx.query(`update tracker_backfills set state = $2, finished_at = now() where id = $1 and state = 'running'`, [id, state]);
}

/** Newest first. */
export async function backfillsOf(tx: Tx, tracker: string, most = 10): Promise<Backfill[]> {
  const { rows } = await tx.query<Row>('select * from tracker_backfills where tracker = $1 order by started_at desc limit $2', [tracker, most]);
  return rows.map(asBackfill);
}

export async function backfill(tx: Tx, id: string): Promise<Backfill | null> {
  const { rows } = await tx.query<Row>('select * from tracker_backfills where id = $1', [id]);
  return rows[0] ? asBackfill(rows[0]) : null;
}
