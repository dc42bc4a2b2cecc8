import type { Database } from './database.port.js';

/** A write transaction that is open somewhere in the cluster. Until it ends, nothing that committed after it began can be read by relay, projections or consumers. */
export interface HorizonHolder {
  /** Null for a prepared transaction. */
  readonly pid: number | null;
  readonly database: string;
  /** What the session calls itself. */
  readonly application: string;
  readonly role: string;
  /** `active`, `idle in transaction`, `prepared`…; null when the database does not let us see it. */
  readonly state: string | null;
  /** Null when the database does not let us see it. */
  readonly ageSeconds: number | null;
}

/** Open write transactions, the one that is the horizon first; five at most. */
export async function horizonHolders(db: Pick<Database, 'workerQuery'>): Promise<HorizonHolder[]> {
  const { rows } = await db.workerQuery<{ pid: number | null; database: string; application: string; role: string; state: string | null; age_seconds: number | null }>('select * from horizon_holders()');
  return rows.map(({ age_seconds: ageSeconds, ...holder }) => ({ ...holder, ageSeconds }));
}
