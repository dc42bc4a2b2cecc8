import type { Tx } from '@callmesh/event-sourcing';
import { actionKinds, caseKinds, type PolicyKind } from '../../domain/action-kind.js';
import { defaultPolicy, type Policy, type ReviewerRole } from '../../domain/policy.js';

interface PolicyRow {
  kind: PolicyKind;
  version: number;
  threshold: string;
  reviewer_role: ReviewerRole;
  drafts: boolean;
}

const asPolicy = ({ kind, version, threshold, reviewer_role: reviewerRole, drafts }: PolicyRow): Policy => ({ kind, version, threshold: Number(threshold), reviewerRole, drafts });

/** The policy of a kind in force for the transaction's tenant; the default until the tenant has set one. */
export async function policyOf(tx: Tx, kind: PolicyKind): Promise<Policy> {
  const { rows } = await tx.query<PolicyRow>('select kind, version, threshold, reviewer_role, drafts from policies where kind = $1 order by version desc limit 1', [kind]);
  return rows[0] ? asPolicy(rows[0]) : defaultPolicy(kind);
}

export async function allPolicies(tx: Tx): Promise<Policy[]> {
  const { rows } = await tx.query<PolicyRow>('select distinct on (kind) kind, version, threshold, reviewer_role, drafts from policies order by kind, version desc');
  const own = rows.map((row) => row.kind).filter((kind) => kind.startsWith('custom:'));
  return [...actionKinds, ...caseKinds, ...own].map((kind) => {
    const set = rows.find((row) => row.kind === kind);
    return set ? asPolicy(set) : defaultPolicy(kind);
  });
}

/** What a change names; the rest stays. */
export type PolicyChange = { readonly [Field in 'threshold' | 'reviewerRole' | 'drafts']?: Policy[Field] | undefined };

/** Writes the next version; old ones stay, because decisions are signed with them. */
export async function setPolicy(tx: Tx, kind: PolicyKind, wanted: PolicyChange, changedBy: string): Promise<Policy> {
  // One change of a kind at a time, so that each version has one author.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`policy:${tx.tenantId}:${kind}`]);
  const current = await policyOf(tx, kind);
  const next: Policy = { kind, version: current.version + 1, threshold: wanted.threshold ?? current.threshold, reviewerRole: wanted.reviewerRole ?? current.reviewerRole, drafts: wanted.drafts ?? current.drafts };
  await tx.query('insert into policies (tenant_id, kind, version, threshold, reviewer_role, drafts, changed_by) values ($1, $2, $3, $4, $5, $6, $7)', [
    ...[tx.tenantId, kind, next.version, next.threshold, next.reviewerRole, next.drafts, changedBy],
  ]);
  return next;
}
