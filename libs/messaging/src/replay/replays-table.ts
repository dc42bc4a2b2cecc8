import { randomUUID } from 'node:crypto';
import { DomainError } from '@callmesh/contracts';
import { dropCopy, openCopy, promoteCopy, type Database, type Tx } from '@callmesh/event-sourcing';
import { ACTIVE_PHASES, type Replay, type ReplayPhase, type ReplayRequest } from './replay.port.js';

const LEASE_MS = 15_000;
const at = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = `id, kind, projection, copy, consumer_group as "group", point as "from", promotes, phase, waits_for as "waitsFor", heard::float8 as heard, outcome, error,
  asked_by as "askedBy", ${at('created_at')} as "createdAt", ${at('finished_at')} as "finishedAt"`;
const ACTIVE = `phase in (${ACTIVE_PHASES.map((phase) => `'${phase}'`).join(', ')})`;

/** The replays of one service. */
export class ReplaysTable {
  constructor(
    private readonly db: Database,
    private readonly service: string,
  ) {}

  /** Records what is asked for; a copy's empty tables are made with it. */
  async add({ kind, projection, copy, promotes, from, askedBy }: ReplayRequest, tables: readonly string[]): Promise<Replay> {
    const id = randomUUID();
    const group = `${this.service}.${kind}-${id.slice(0, 8)}`;
    return this.db.workerTransaction(async (query) => {
      if (copy !== null) await openCopy(query, copy, tables);
      const { rows } = await query<Replay>(
        `insert into replays (id, kind, projection, copy, consumer_group, point, promotes, phase, asked_by) values ($1, $2, $3, $4, $5, $6, $7, 'history', $8) returning ${COLUMNS}`,
        [id, kind, projection, copy, group, JSON.stringify(from), promotes, askedBy],
      );
      return rows[0] as Replay;
    });
  }

  /** The newest first. */
  async list(): Promise<Replay[]> {
    return (await this.db.workerQuery<Replay>(`select ${COLUMNS} from replays order by created_at desc limit 100`)).rows;
  }

  /** @throws DomainError `REPLAY.NOT_FOUND` */
  async find(id: string): Promise<Replay> {
    const { rows } = await this.db.workerQuery<Replay>(`select ${COLUMNS} from replays where id = $1`, [id]);
    if (!rows[0]) throw new DomainError('REPLAY.NOT_FOUND', `${this.service} has no replay ${id}`);
    return rows[0];
  }

  /** The replay that keeps a copy. @throws DomainError `COPY.NOT_FOUND` */
  async ofCopy(copy: string): Promise<Replay> {
    const { rows } = await this.db.workerQuery<Replay>(`select ${COLUMNS} from replays where copy = $1 and ${ACTIVE} and phase <> 'promoting'`, [copy]);
    if (!rows[0]) throw new DomainError('COPY.NOT_FOUND', `${this.service} has no copy ${copy}`);
    return rows[0];
  }

  /** Takes replays that nobody works on. */
  async take(owner: string): Promise<Replay[]> {
    const { rows } = await this.db.workerQuery<Replay>(
      `update replays set owner = $1, lease_until = clock_timestamp() + ${LEASE_MS} * interval '1 ms'
       where ${ACTIVE} and (owner is null or lease_until < clock_timestamp()) returning ${COLUMNS}`,
      [owner],
    );
    return rows;
  }

  /** Keeps the lease and says how far it is. @returns the phase as it stands; undefined when another process has it. */
  async renew(id: string, owner: string, progress: Pick<Replay, 'heard' | 'waitsFor' | 'outcome'>): Promise<ReplayPhase | undefined> {
    const { rows } = await this.db.workerQuery<{ phase: ReplayPhase }>(
      `update replays set lease_until = clock_timestamp() + ${LEASE_MS} * interval '1 ms', heard = $3, waits_for = $4, outcome = $5 where id = $1 and owner = $2 returning phase`,
      [id, owner, progress.heard, progress.waitsFor, progress.outcome === null ? null : JSON.stringify(progress.outcome)],
    );
    return rows[0]?.phase;
  }

  /** Gives the lease back. */
  async release(id: string, owner: string): Promise<void> {
    await this.db.workerQuery('update replays set owner = null, lease_until = null where id = $1 and owner = $2', [id, owner]);
  }

  /** Moves on, unless an operator has ended or promoted it meanwhile. @returns false then. */
  async advance(id: string, owner: string, from: ReplayPhase, to: ReplayPhase): Promise<boolean> {
    const { rowCount } = await this.db.workerQuery(`update replays set phase = $4 where id = $1 and owner = $2 and phase = $3`, [id, owner, from, to]);
    return rowCount === 1;
  }

  /** Ends it; the marks of its group have no use any more. */
  async finish({ id, group, copy }: Replay, phase: 'done' | 'failed' | 'cancelled', error: string | null = null): Promise<void> {
    await this.db.workerTransaction(async (query) => {
      const { rowCount } = await query(`update replays set phase = $2, error = $3, finished_at = now(), owner = null, lease_until = null, waits_for = '{}' where id = $1 and ${ACTIVE}`, [id, phase, error]);
      if (rowCount === 0) return;
      if (copy !== null && phase !== 'done') await dropCopy(query, copy);
      await forgetGroup(query, group);
    });
  }

  /** Breaks it off for an operator. @throws DomainError `REPLAY.NOT_FOUND`, `REPLAY.NOT_CANCELLABLE` */
  async cancel(id: string): Promise<void> {
    const replay = await this.find(id);
    // The copy is live: ended now, it would lack what came in meanwhile.
    if (replay.phase === 'promoting') throw new DomainError('REPLAY.NOT_CANCELLABLE', 'its copy is live already and reads the last of what came in meanwhile: it is done in a moment');
    await this.finish(replay, 'cancelled');
  }

  /** Puts a complete copy in the place of the live tables. @throws DomainError `COPY.NOT_COMPLETE`, `COPY.NOT_FOUND` */
  async promote({ id, copy, projection }: Replay): Promise<void> {
    await this.db.workerTransaction(async (query) => {
      const { rowCount } = await query(`update replays set phase = 'promoting' where id = $1 and phase = 'following'`, [id]);
      if (rowCount === 0) throw new DomainError('COPY.NOT_COMPLETE', `copy ${copy} is not complete yet: it can be promoted when it is following`);
      await promoteCopy(query, copy ?? '', projection ?? '');
    });
  }
}

async function forgetGroup(query: Tx['query'], group: string): Promise<void> {
  for (const table of ['inbox', 'inbox_generations', 'parked', 'parked_keys']) await query(`delete from ${table} where consumer_group = $1`, [group]);
}
