import { randomUUID } from 'node:crypto';
import type { Database } from '@callmesh/event-sourcing';
import { Alarm, Pace, PollingLoop } from '@callmesh/messaging';
import type { ObservableJobs } from './create-jobs.js';
import type { JobHandler } from './jobs.port.js';
import { claim, reclaimAll } from './lease.js';
import { Work } from './work.js';

const STOP_PATIENCE_MS = 10_000;
/** How often to look for leases that have lapsed, ms. */
const LAPSES_EVERY_MS = 500;

/** What the workers of a service need. */
export interface WorkersOptions {
  readonly db: Database;
  readonly jobs: ObservableJobs;
  readonly handlers: readonly JobHandler[];
  /** True when no other process works on this database: leases of a killed predecessor return at start, not when they lapse. */
  readonly exclusive?: boolean;
  /** True when what follows from an outcome lies in the same Postgres: should a crash take the outcome back, it takes that back too, and the job runs again. */
  readonly lazily?: boolean;
  /** Lost leases, handlers whose `complete` or `fail` threw, faults of the database. Jobs are tried again by themselves. */
  onError(error: unknown, where: string): void;
}

/** Running workers. */
export interface Workers {
  /**
   * Takes no more jobs, aborts those in hand and puts them back, unless they finish; waits 10 s at most. What is left then
   * returns when its lease lapses.
   */
  stop(): Promise<void>;
}

/**
 * Works on the queue: oldest first, up to each kind's limit over all processes; wakes on an enqueue in this process, polls for
 * those of others.
 */
export function startWorkers(options: WorkersOptions): Workers {
  const kinds = options.handlers.map((handler) => handler.kind);
  const twice = kinds.find((kind, index) => kinds.indexOf(kind) !== index);
  if (twice !== undefined) throw new Error(`two handlers for jobs of kind ${twice}`);
  const owner = randomUUID();
  const ready = options.exclusive ? reclaimAll(options.db, kinds) : Promise.resolve();
  ready.catch((error: unknown) => options.onError(error, 'jobs: reclaiming leases'));
  const workers = options.handlers.map((handler) => new KindWorker(options, handler, owner));
  const unsubscribe = options.jobs.onEnqueued((kind) => {
    for (const worker of workers) if (worker.kind === kind) worker.wake();
  });
  const running = ready.then(
    () => Promise.all(workers.map((worker) => worker.run())),
    () => Promise.all(workers.map((worker) => worker.run())),
  );
  return {
    async stop() {
      unsubscribe();
      for (const worker of workers) worker.stop();
      await running;
    },
  };
}

/** The workers of one kind in this process. */
class KindWorker {
  readonly kind: string;
  private readonly loop: PollingLoop;
  private readonly active = new Map<Work, Promise<void>>();
  private lapsesLookedAt = -Infinity;

  constructor(
    private readonly options: WorkersOptions,
    private readonly handler: JobHandler,
    private readonly owner: string,
  ) {
    this.kind = handler.kind;
    this.loop = new PollingLoop({
      pace: new Pace(10, 1_000),
      look: () => this.take(),
      onError: (error) => options.onError(error, `jobs of kind ${handler.kind}`),
    });
  }

  wake(): void {
    this.loop.hurry();
  }

  stop(): void {
    for (const work of this.active.keys()) work.stop();
    this.loop.stop();
  }

  async run(): Promise<void> {
    await this.loop.run();
    const patience = new Alarm();
    void Promise.all(this.active.values()).then(() => patience.wake());
    await patience.wait(STOP_PATIENCE_MS);
  }

  /** @returns how many jobs it started. */
  private async take(): Promise<number> {
    const { db } = this.options;
    const { limit, leaseMs } = this.handler;
    const hands = limit - this.active.size;
    if (hands <= 0) return 0;
    const leasedAt = performance.now();
    const lapses = leasedAt - this.lapsesLookedAt >= LAPSES_EVERY_MS;
    const rows = await claim(db, this.kind, limit, hands, leaseMs, this.owner, lapses);
    if (lapses) this.lapsesLookedAt = leasedAt;
    for (const row of rows) {
      const work = new Work(db, row, this.handler, leasedAt, this.options.lazily ?? false);
      this.active.set(work, this.follow(work, row.id));
      if (this.loop.stopping) work.stop();
    }
    return rows.length;
  }

  private async follow(work: Work, id: string): Promise<void> {
    try {
      await work.run();
    } catch (error) {
      this.options.onError(error, `job ${id} of kind ${this.kind}`);
    } finally {
      this.active.delete(work);
      this.wake();
    }
  }
}
