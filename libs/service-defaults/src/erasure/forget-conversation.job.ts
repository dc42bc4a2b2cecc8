import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Tx } from '@callmesh/event-sourcing';
import type { JobHandler, LeasedJob } from '@callmesh/jobs';
import { purgeParkedOfNobody, TransientError } from '@callmesh/messaging';
import { rootLogger } from '../logs/logger.js';
import type { DeletedRows } from './forget-rows.js';
import type { ForgetsOutside } from './forgets.port.js';
import type { Forgetting, ForgetPayload } from './forgetting.js';

const LOOK_MS = 50;
const PATIENCE_MS = 20_000;

/** What a service says of a conversation that it has forgotten. */
export interface ForgottenReportBody {
  readonly rows: DeletedRows;
  readonly outside: object | null;
  /** Why something is left, where the last try has failed. */
  readonly left?: string;
}

/**
 * Ends a service's forgetting: once everything has ended that was under way when the erasure was heard, and so did not know of it, the
 * rows go again, and what lies outside the tables goes too. Then the service says so in the vault, for the receipt.
 */
export class ForgetConversationJob implements JobHandler<ForgetPayload, object | null> {
  readonly kind = 'forget-conversation';
  readonly limit = 4;
  readonly leaseMs = 60_000;
  /** At the longest pause these reach over eight hours of a vendor that is down. */
  readonly maxAttempts = 500;

  constructor(
    private readonly db: Database,
    private readonly forgetting: Forgetting,
    private readonly outside: ForgetsOutside | undefined,
  ) {}

  async run(job: LeasedJob<ForgetPayload>): Promise<object | null> {
    await this.untilAllBeforeHasEnded(job);
    const { tenantId, conversationId, payload } = job;
    await purgeParkedOfNobody(this.db, conversationId);
    if (!this.outside) return null;
    const now = await this.db.transaction(tenantId, (tx) => this.outside?.collect(tx, conversationId) ?? Promise.resolve(null));
    await job.assertHeld();
    return this.outside.forget({ tenantId, conversationId }, [payload.collected, now], job);
  }

  async complete(tx: Tx, { conversationId, payload }: LeasedJob<ForgetPayload>, outside: object | null): Promise<void> {
    const late = await this.forgetting.deleteRows(tx, conversationId);
    await report(tx, conversationId, payload, { rows: sum(payload.rows, late), outside });
  }

  async fail(tx: Tx, { conversationId, payload }: LeasedJob<ForgetPayload>, error: Error): Promise<void> {
    rootLogger().error({ err: error, conversationId, erasureId: payload.erasureId }, 'a copy outside of an erased conversation could not be removed; the receipt says so: remove it by hand, or run the job again');
    await report(tx, conversationId, payload, { rows: payload.rows, outside: null, left: (error as { code?: string }).code ?? error.name });
  }

  /** A transaction that has begun to write has an id below the next one; without an id it has not been let in yet, and will know of the erasure. */
  private async untilAllBeforeHasEnded({ signal }: LeasedJob): Promise<void> {
    const next = (await this.db.workerQuery<{ next: string }>('select pg_snapshot_xmax(pg_current_snapshot())::text as next')).rows[0]?.next ?? '0';
    for (const until = Date.now() + PATIENCE_MS; ; await sleep(LOOK_MS)) {
      signal.throwIfAborted();
      const { rows } = await this.db.workerQuery<{ over: boolean }>('select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as over', [next]);
      if (rows[0]?.over) return;
      if (Date.now() > until) throw new TransientError('a transaction from before the erasure is still open: see pg_stat_activity, `callmesh doctor` names the holder');
    }
  }
}

/** The last look says nothing more: the receipt may have been given, and waits for nobody's cache. */
async function report(tx: Tx, conversationId: string, { erasureId, last }: ForgetPayload, body: ForgottenReportBody): Promise<void> {
  if (!last) await tx.query('select vault.report_forgotten($1, $2, $3, $4)', [tx.tenantId, erasureId, conversationId, JSON.stringify(body)]);
}

function sum(first: DeletedRows, second: DeletedRows): DeletedRows {
  const tables = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return Object.fromEntries(tables.map((table) => [table, (first[table] ?? 0) + (second[table] ?? 0)]));
}
