import type { Retention, RetentionArtifact } from '@callmesh/claim-check';
import { counter, gauge } from '../metrics/metrics.js';
import type { RetentionOutcome, RetentionWork } from './retention-work.js';

const DAY_MS = 86_400_000;

/** Which run it is. */
export interface RetentionRunOptions {
  /** Default: every tenant. */
  readonly tenants?: readonly string[];
  readonly dryRun?: boolean;
  readonly signal: AbortSignal;
}

/** Runs what a service's retention consists of, and makes visible what it did: in `vault.retention_runs`, the audit and metrics. */
export class RetentionRunner {
  constructor(
    private readonly service: string,
    private readonly retention: Retention,
    private readonly works: readonly RetentionWork[],
  ) {}

  /** @returns what went, or would, by tenant and artifact; what came to nothing is left out. */
  async run({ tenants, dryRun = false, signal }: RetentionRunOptions): Promise<RetentionOutcome[]> {
    const now = Date.now();
    const periods = new Map<string, Promise<ReadonlyMap<RetentionArtifact, number | null>>>();
    const periodsOf = async (tenantId: string): Promise<ReadonlyMap<RetentionArtifact, number | null>> => new Map((await this.retention.periods(tenantId)).map(({ artifact, days }) => [artifact, days]));
    const dueBefore = async (tenantId: string, artifact: RetentionArtifact): Promise<Date | null> => {
      if (tenants && !tenants.includes(tenantId)) return null;
      const found = periods.get(tenantId) ?? periodsOf(tenantId);
      periods.set(tenantId, found);
      const days = (await found).get(artifact);
      return days === null || days === undefined ? null : new Date(now - days * DAY_MS);
    };
    const ask = { tenants: tenants ?? (await this.retention.tenants()), dueBefore, dryRun, signal };
    const all: RetentionOutcome[] = [];
    for (const work of this.works) {
      const outcomes = (await work.retire(ask)).filter(({ removed, held }) => removed > 0 || held > 0);
      all.push(...outcomes);
      // Each work as it ends: one that is stopped later does not hide what was done before.
      if (!dryRun) for (const outcome of outcomes) await this.note(outcome);
    }
    if (!dryRun && !tenants) gauge('callmesh_retention_last_run_timestamp_seconds', 'when the last full run of retention ended', ['service']).set({ service: this.service }, Date.now() / 1000);
    return all;
  }

  private async note({ tenantId, artifact, removed, held }: RetentionOutcome): Promise<void> {
    await this.retention.note(tenantId, artifact, { removed, held }, `service:${this.service}`);
    counter('callmesh_retention_removed_total', 'things whose retention was over', ['service', 'artifact']).inc({ service: this.service, artifact }, removed);
    counter('callmesh_retention_held_total', 'times that something was due and stayed because of a legal hold', ['service', 'artifact']).inc({ service: this.service, artifact }, held);
  }
}
