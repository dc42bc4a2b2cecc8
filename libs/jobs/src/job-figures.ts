import type { Database } from '@callmesh/event-sourcing';

/** How the queue of one kind of job stands. Completed jobs are not counted: they only grow. */
export interface JobFigures {
  readonly kind: string;
  /** Waiting, those that may not run yet included. */
  readonly pending: number;
  /** Waiting and due now. */
  readonly due: number;
  /** Since the longest waiting one was due, seconds; 0 when none is. */
  readonly oldestDueSeconds: number;
  /** Waiting for another try after a fault, for the third time at least. */
  readonly retrying: number;
  /** In a worker's hand. */
  readonly active: number;
  /** Whose lease lapsed half a minute ago or more, and nobody took them over. */
  readonly lapsed: number;
  readonly failed: number;
}

/** Per kind, for metrics and health; reads the indexes of unfinished and failed jobs only. */
export async function jobFigures(db: Pick<Database, 'workerQuery'>): Promise<JobFigures[]> {
  const { rows } = await db.workerQuery<JobFigures>(FIGURES);
  return rows;
}

const FIGURES = `
  select kind, sum(pending)::int as pending, sum(due)::int as due, max(oldest)::float8 as "oldestDueSeconds", sum(retrying)::int as retrying,
         sum(active)::int as active, sum(lapsed)::int as lapsed, sum(failed)::int as failed
  from (
    select kind, count(*) as pending, count(*) filter (where run_at <= clock_timestamp()) as due,
           greatest(0, coalesce(extract(epoch from clock_timestamp() - min(run_at)), 0)) as oldest,
           count(*) filter (where last_error is not null and attempts - lapses >= 3) as retrying, 0 as active, 0 as lapsed, 0 as failed
      from jobs where state = 'pending' group by kind
    union all
    select kind, 0, 0, 0, 0, count(*), count(*) filter (where lease_until < clock_timestamp() - interval '30 seconds'), 0
      from jobs where state in ('scheduled', 'in_progress') group by kind
    union all
    select kind, 0, 0, 0, 0, 0, 0, count(*) from jobs where state = 'failed' group by kind
  ) as counted group by kind order by kind`;
