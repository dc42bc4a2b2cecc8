import type { ObjectName } from '../claim-check.port.js';
import type { VaultCalls } from '../schema/vault-calls.js';
import { retentionArtifactNames, retentionArtifacts, type RetentionArtifact } from './artifacts.js';

/** How long an artifact of a tenant is kept. */
interface RetentionPeriod {
  readonly artifact: RetentionArtifact;
  /** Null: for good, or until its conversation goes. */
  readonly days: number | null;
  /** Null where it is the default. Times are ISO 8601. */
  readonly changedBy: string | null;
  readonly changedAt: string | null;
}

/** What the runs of one service did with an artifact of a tenant. */
interface RetentionRun {
  /** Database role that ran it. */
  readonly service: string;
  readonly artifact: string;
  readonly ranAt: string;
  /** In the last run. */
  readonly removed: number;
  /** Due, and on legal hold, at the last run. */
  readonly held: number;
  readonly removedEver: number;
}

/** What became of what was due. */
export interface Retired {
  readonly removed: number;
  /** Due, but on legal hold. */
  readonly held: number;
}

/** How a batch of due things is retired. */
export interface RetireOptions {
  /** Only counts. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
}

/** Periods, and what schema `vault` does when they are over. */
export interface Retention {
  /** Every artifact's period, defaults included. */
  periods(tenantId: string): Promise<RetentionPeriod[]>;
  /** Audited. @param days null keeps it for good. */
  set(tenantId: string, artifact: RetentionArtifact, days: number | null, actor: string): Promise<void>;
  runs(tenantId: string): Promise<RetentionRun[]>;
  /** Notes what a run did; where something was removed, the audit says so too. */
  note(tenantId: string, artifact: RetentionArtifact, retired: Retired, actor: string): Promise<void>;
  /** Every tenant that has a conversation. */
  tenants(): Promise<string[]>;
  /** Those of the conversations that are on legal hold. */
  heldOf(tenantId: string, conversationIds: readonly string[]): Promise<ReadonlySet<string>>;
  retireValues(tenantId: string, before: Date, options: RetireOptions): Promise<Retired>;
  /** Conversations received before a time whose key is still there, in order of their ids, after `after`. */
  dueConversations(tenantId: string, before: Date, after: string): Promise<{ readonly conversationId: string; readonly isHeld: boolean }[]>;
  /** Writes to the audit that an object goes because its time is over, and takes its read grants back. */
  noteObject(name: ObjectName, uri: string, actor: string): Promise<void>;
}

/** Nest injection token of {@link Retention}. */
export const RETENTION = Symbol('Retention');

const BATCH = 1_000;

/** Retention over the functions of schema `vault`. */
export function createRetention(calls: VaultCalls): Retention {
  return {
    async periods(tenantId) {
      const rows = await calls.rows<{ artifact: string; days: number | null; changed_by: string; changed_at: Date }>('select * from vault.retention_of($1)', [tenantId]);
      const set = new Map(rows.map((row) => [row.artifact, row]));
      return retentionArtifactNames.map((artifact) => {
        const own = set.get(artifact);
        return { artifact, days: own ? own.days : retentionArtifacts[artifact].days, changedBy: own?.changed_by ?? null, changedAt: own?.changed_at.toISOString() ?? null };
      });
    },
    async set(tenantId, artifact, days, actor) {
      await calls.rows('select vault.set_retention($1, $2, $3, $4)', [tenantId, artifact, days, actor]);
    },
    async runs(tenantId) {
      const rows = await calls.rows<{ service: string; artifact: string; ran_at: Date; removed: string; held: string; removed_ever: string }>('select * from vault.retention_runs_of($1)', [tenantId]);
      return rows.map((row) => ({ service: row.service, artifact: row.artifact, ranAt: row.ran_at.toISOString(), removed: Number(row.removed), held: Number(row.held), removedEver: Number(row.removed_ever) }));
    },
    async note(tenantId, artifact, { removed, held }, actor) {
      await calls.rows('select vault.note_retention($1, $2, $3, $4, $5)', [tenantId, artifact, removed, held, actor]);
    },
    tenants: async () => (await calls.rows<{ tenant: string }>('select tenant from vault.tenants() as tenant', [])).map(({ tenant }) => tenant),
    async heldOf(tenantId, conversationIds) {
      const rows = await calls.rows<{ held: string }>('select held from vault.held_of($1, $2) as held', [tenantId, conversationIds]);
      return new Set(rows.map(({ held }) => held));
    },
    async retireValues(tenantId, before, { dryRun, signal }) {
      for (let total = 0; ; ) {
        const [row] = await calls.rows<{ removed: string; held: string }>('select * from vault.retire_values($1, $2, $3, $4)', [tenantId, before, BATCH, dryRun]);
        const removed = Number(row?.removed ?? 0);
        total += removed;
        if (dryRun || removed < BATCH || signal.aborted) return { removed: total, held: Number(row?.held ?? 0) };
      }
    },
    async dueConversations(tenantId, before, after) {
      const rows = await calls.rows<{ conversation: string; is_held: boolean }>('select * from vault.due_conversations($1, $2, $3, $4)', [tenantId, before, after, BATCH]);
      return rows.map(({ conversation, is_held: isHeld }) => ({ conversationId: conversation, isHeld }));
    },
    async noteObject({ tenantId }, uri, actor) {
      await calls.recordAccess(tenantId, 'retire', uri, { actor, purpose: 'its retention is over' }, 'allowed');
      await calls.revokeGrants(tenantId, uri);
    },
  };
}
