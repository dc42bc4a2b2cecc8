import { declaredTopics } from '@callmesh/contracts';

const DAY_MS = 86_400_000;
/** No process keeps a key longer. */
const KEY_CACHE_MS = 60_000;

/** What a service has said of one conversation. */
export interface ServiceReport {
  readonly service: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Rows deleted, by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** What was deleted elsewhere: objects, the broker's log, records of a vendor and what the vendor refused. */
  readonly outside: unknown;
  /** Code of what could not be removed in the end; absent when nothing is left. */
  readonly left?: string;
}

/** What was done, and until when something may still be found where nothing can be deleted. Times are ISO 8601 UTC. */
export interface Receipt {
  readonly format: 'callmesh-erasure-receipt/1';
  readonly erasureId: string;
  readonly tenantId: string;
  readonly askedBy: string;
  readonly reason: string;
  readonly askedAt: string;
  readonly finishedAt: string;
  readonly conversations: readonly {
    readonly conversationId: string;
    readonly keyDestroyedAt: string;
    readonly services: readonly ServiceReport[];
  }[];
  /** Conversations of the person that a legal hold keeps: they are as they were. */
  readonly onHold: readonly string[];
  readonly runsOut: {
    /** Copies of the key in the memory of processes. */
    readonly keysInMemory: string;
    /** What was published before: the log's rows are rewritten where it lies in Postgres; a broker's topics end with their retention. */
    readonly topics: { readonly rewritten: boolean; readonly until: string };
    /** Write-ahead log; null when CALLMESH_WAL_DAYS does not say how long it is kept. */
    readonly wal: string | null;
    /** Backups, in which the key is still there; null when CALLMESH_BACKUP_DAYS does not say how long they are kept. */
    readonly backups: string | null;
  };
}

/** What the end of copies depends on. */
export interface Retentions {
  /** Whether the log could be rewritten. */
  readonly rewritten: boolean;
  readonly walDays: number | undefined;
  readonly backupDays: number | undefined;
}

/** When the last topic has deleted what was published until a time, both ms since the epoch. */
export const topicsUntil = (time: number): number => time + Math.max(...declaredTopics.map(({ retentionMs }) => retentionMs));

/** @param erasedAt when the last key was destroyed, ms since the epoch. */
export function runsOut(erasedAt: number, { rewritten, walDays, backupDays }: Retentions): Receipt['runsOut'] {
  const at = (ms: number): string => new Date(ms).toISOString();
  const after = (days: number | undefined): string | null => (days === undefined ? null : at(erasedAt + days * DAY_MS));
  return { keysInMemory: at(erasedAt + KEY_CACHE_MS), topics: { rewritten, until: rewritten ? at(erasedAt) : at(topicsUntil(erasedAt)) }, wal: after(walDays), backups: after(backupDays) };
}
