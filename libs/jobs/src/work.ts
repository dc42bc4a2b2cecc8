import { failSpan, inSpan, type Database } from '@callmesh/event-sourcing';
import { backoff, isInfrastructureFault, isTransient, reasonCode, safeReason } from '@callmesh/messaging';
import { workingOn } from './current-job.js';
import { LeaseLost, type JobHandler, type LeasedJob } from './jobs.port.js';
import { extend, lost, noteWait, postpone, release, settle, type LeasedRow } from './lease.js';

/** A job whose workers died or stalled this often is given up: it may be what kills them. */
const MAX_LAPSES = 10;
const COMPLETE_TRIES = 3;
const BACKOFF_MS = { base: 500, max: 60_000, failing: 300_000, outage: 3_000 };

/** The job cannot be tried again. */
export class JobExhausted extends Error {
  readonly code = 'JOB.EXHAUSTED';
}

/** Works on one leased job until it is completed, failed, put back, or lost. */
export class Work {
  private readonly controller = new AbortController();
  private readonly job: LeasedJob;
  /** On this process's own clock: after it nobody may believe in the lease. */
  private heldUntil: number;
  private stopping = false;

  constructor(
    private readonly db: Database,
    private readonly row: LeasedRow,
    private readonly handler: JobHandler,
    leasedAt: number,
    private readonly lazily: boolean,
  ) {
    this.heldUntil = leasedAt + handler.leaseMs;
    const { id, kind, tenantId, conversationId, payload, token } = row;
    this.job = { id, kind, tenantId, conversationId, payload, attempt: this.attempt, token, signal: this.controller.signal, assertHeld: () => this.hold(true), waitsFor: (what) => noteWait(db, row, what).catch(() => undefined) };
  }

  /** Asks the work to end; the job goes back to the queue unless it finishes all the same. */
  stop(): void {
    this.stopping = true;
    this.controller.abort(new Error('the service stops'));
  }

  /** @throws what could not be handled: the database is away, the lease is lost, the handler's `complete` or `fail` threw. */
  async run(): Promise<void> {
    const renewal = setInterval(() => void this.renew(), this.handler.leaseMs / 3);
    try {
      const { kind, conversationId, traceparent } = this.row;
      const attributes = { 'callmesh.conversation_id': conversationId, 'callmesh.job_kind': kind, 'callmesh.attempt': this.attempt };
      await inSpan(`job ${kind}`, { parent: traceparent, attributes }, (span) => workingOn(this.job, () => this.attemptOnce((error) => failSpan(span, error))));
    } finally {
      clearInterval(renewal);
    }
  }

  /** Lapsed leases are no tries of the work's own. */
  private get attempt(): number {
    return Math.max(1, this.row.attempts - this.row.lapses);
  }

  private async attemptOnce(failed: (error: unknown) => void): Promise<void> {
    const exhausted = this.exhausted();
    if (exhausted) return this.fail(exhausted);
    let result: unknown;
    try {
      result = await this.handler.run(this.job);
    } catch (error) {
      failed(error);
      return this.afterFailedRun(error);
    }
    try {
      await this.complete(result);
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      await this.tryLater(error);
      throw error;
    }
  }

  private exhausted(): JobExhausted | undefined {
    const { id, kind, lapses, lastError } = this.row;
    if (lapses >= MAX_LAPSES) return new JobExhausted(`job ${id} (${kind}): its worker ended ${lapses} times without a result`);
    if (this.attempt > this.handler.maxAttempts) return new JobExhausted(`job ${id} (${kind}) failed ${this.handler.maxAttempts} times; last: ${lastError ?? 'unknown'}`);
    return undefined;
  }

  private async afterFailedRun(error: unknown): Promise<void> {
    if (error instanceof LeaseLost) throw error;
    if (this.stopping) return release(this.db, this.row);
    if (this.controller.signal.aborted) throw lost(this.row);
    if (isTransient(error) || isInfrastructureFault(error)) return this.tryLater(error);
    return this.fail(error);
  }

  /** A commit that cannot reach the database is worth some patience: the work behind it may have been long. */
  private async complete(result: unknown): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await settle(this.db, this.row, 'completed', null, this.lazily, (tx) => this.handler.complete(tx, this.job, result));
      } catch (error) {
        if (tries >= COMPLETE_TRIES || !(isInfrastructureFault(error) || isTransient(error))) throw error;
        await new Promise((resolve) => setTimeout(resolve, backoff(tries, 200, 2_000)));
      }
    }
  }

  private async tryLater(error: unknown): Promise<void> {
    // The database, the network or the disk is gone: that says nothing of this job, and lasts as long as it lasts.
    if (isInfrastructureFault(error)) return postpone(this.db, this.row, backoff(1, BACKOFF_MS.outage, BACKOFF_MS.outage), describe(error), 'no-try');
    if (this.attempt >= this.handler.maxAttempts) return this.fail(error);
    const wanted = (error as { retryAfterMs?: unknown } | null)?.retryAfterMs;
    const delay = typeof wanted === 'number' && wanted >= 0 ? wanted : backoff(this.attempt, BACKOFF_MS.base, BACKOFF_MS.max);
    await postpone(this.db, this.row, delay, describe(error));
  }

  private async fail(error: unknown): Promise<void> {
    const failure = error instanceof Error ? error : new Error(String(error));
    try {
      await settle(this.db, this.row, 'failed', describe(error), this.lazily, (tx) => this.handler.fail(tx, this.job, failure));
    } catch (fault) {
      // The failure itself must not be lost: it stays in the queue until it can be recorded.
      if (!(fault instanceof LeaseLost)) await postpone(this.db, this.row, backoff(this.row.attempts, BACKOFF_MS.base, BACKOFF_MS.failing), describe(fault));
      throw fault;
    }
  }

  private async hold(started: boolean): Promise<void> {
    const asked = performance.now();
    if (this.controller.signal.aborted && !this.stopping) throw lost(this.row);
    this.controller.signal.throwIfAborted();
    if (!(await extend(this.db, this.row, this.handler.leaseMs, started))) {
      const error = lost(this.row);
      this.controller.abort(error);
      throw error;
    }
    this.heldUntil = asked + this.handler.leaseMs;
  }

  private async renew(): Promise<void> {
    try {
      if (await extend(this.db, this.row, this.handler.leaseMs, false)) this.heldUntil = performance.now() + this.handler.leaseMs * 0.9;
      else this.controller.abort(lost(this.row));
    } catch {
      // The database is away: the lease holds until it lapses by our own clock.
      if (performance.now() > this.heldUntil) this.controller.abort(lost(this.row));
    }
  }
}

function describe(error: unknown): string {
  return `${reasonCode(error)}: ${safeReason(error)}`;
}
