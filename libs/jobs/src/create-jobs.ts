import { currentTraceparent, type Database, type Tx } from '@callmesh/event-sourcing';
import type { JobState, Jobs, NewJob } from './jobs.port.js';

/** The queue, and the wake-up that workers in this process listen to. */
export interface ObservableJobs extends Jobs {
  /**
   * Calls `listener` with the kind after an enqueue has committed.
   * @returns a function that ends it.
   */
  onEnqueued(listener: (kind: string) => void): () => void;
}

const NONE: Readonly<Record<JobState, number>> = { pending: 0, scheduled: 0, in_progress: 0, completed: 0, failed: 0 };

/** The queue of one service over its table `jobs`. */
export function createJobs(db: Database): ObservableJobs {
  const listeners = new Set<(kind: string) => void>();
  return {
    async enqueue(tx: Tx, job: NewJob): Promise<void> {
      await tx.query(
        `insert into jobs (tenant_id, id, kind, conversation_id, payload, run_at, traceparent)
         values ($1, $2, $3, $4, $5, coalesce($6::timestamptz, now()), $7)
         on conflict (tenant_id, id) do nothing`,
        [tx.tenantId, job.id, job.kind, job.conversationId, JSON.stringify(job.payload ?? null), job.runAt ?? null, currentTraceparent()],
      );
      tx.afterCommit(() => {
        for (const listener of listeners) listener(job.kind);
      });
    },

    async counts() {
      const { rows } = await db.workerQuery<{ kind: string; state: JobState; n: number }>(
        'select kind, state, count(*)::int as n from jobs group by kind, state',
      );
      const byKind: Record<string, Record<JobState, number>> = {};
      for (const { kind, state, n } of rows) (byKind[kind] ??= { ...NONE })[state] = n;
      return byKind;
    },

    onEnqueued(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
