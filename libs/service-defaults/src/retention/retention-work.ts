import type { Retired, RetentionArtifact } from '@callmesh/claim-check';

/** What a run of retention asks of a {@link RetentionWork}. */
export interface RetentionAsk {
  readonly tenants: readonly string[];
  /** What is older than that is due; null: the tenant keeps it for good. */
  dueBefore(tenantId: string, artifact: RetentionArtifact): Promise<Date | null>;
  /** Only counts. */
  readonly dryRun: boolean;
  /** Aborted: what is left waits for the next run. */
  readonly signal: AbortSignal;
}

/** What became of one artifact of one tenant. */
export interface RetentionOutcome extends Retired {
  readonly tenantId: string;
  readonly artifact: RetentionArtifact;
}

/** Retires something that a service keeps. It removes in small steps, leaves what is on legal hold, and may be stopped between any two steps. */
export interface RetentionWork {
  retire(ask: RetentionAsk): Promise<readonly RetentionOutcome[]>;
}

/** Sums what was done by tenant and artifact. */
export class RetentionTally {
  private readonly sums = new Map<string, { tenantId: string; artifact: RetentionArtifact; removed: number; held: number }>();

  add(tenantId: string, artifact: RetentionArtifact, { removed, held }: Retired): void {
    const key = `${tenantId}\n${artifact}`;
    const sum = this.sums.get(key) ?? { tenantId, artifact, removed: 0, held: 0 };
    sum.removed += removed;
    sum.held += held;
    this.sums.set(key, sum);
  }

  outcomes(): RetentionOutcome[] {
    return [...this.sums.values()];
  }
}
