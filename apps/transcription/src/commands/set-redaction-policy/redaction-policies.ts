import { DATABASE, type Database, type Tx } from '@callmesh/event-sourcing';
import type { RedactionPolicy } from '@callmesh/redaction';
import { Inject, Injectable } from '@nestjs/common';
import { redactionPolicy, type RedactionPolicyAnswer, type StoredRedactionPolicy } from './redaction-policy.schema.js';

/** For how long a policy that was read is used again, ms: a change takes effect within it, everywhere. */
const FRESH_MS = 5_000;
/** Tenants whose policy is kept in memory. */
const MAX_TENANTS = 1_000;

/** Each tenant's policy of redaction. Reading it costs a statement per tenant and five seconds, none per call. */
@Injectable()
export class RedactionPolicies {
  private readonly known = new Map<string, { readonly until: number; readonly policy: RedactionPolicy }>();

  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async show(tenantId: string): Promise<RedactionPolicyAnswer> {
    return this.db.transaction(tenantId, newest);
  }

  /** Writes the next version; old ones stay. */
  async set(tenantId: string, policy: StoredRedactionPolicy, changedBy: string): Promise<RedactionPolicyAnswer> {
    const answer = await this.db.transaction(tenantId, async (tx) => {
      // One change at a time, so that each version has one author.
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`redaction-policy:${tenantId}`]);
      const { version } = await newest(tx);
      await tx.query('insert into redaction_policies (tenant_id, version, policy, changed_by) values ($1, $2, $3, $4)', [tenantId, version + 1, policy, changedBy]);
      return { version: version + 1, policy };
    });
    this.known.delete(tenantId);
    return answer;
  }

  /** As redaction takes it. */
  async of(tenantId: string): Promise<RedactionPolicy> {
    const found = this.known.get(tenantId);
    if (found !== undefined && found.until > performance.now()) return found.policy;
    const { types, ...rest } = (await this.show(tenantId)).policy;
    const policy: RedactionPolicy = types === null ? rest : { ...rest, types };
    if (this.known.size >= MAX_TENANTS) this.known.clear();
    this.known.set(tenantId, { until: performance.now() + FRESH_MS, policy });
    return policy;
  }
}

async function newest(tx: Tx): Promise<RedactionPolicyAnswer> {
  const { rows } = await tx.query<{ version: number; policy: unknown }>('select version, policy from redaction_policies order by version desc limit 1');
  return rows[0] === undefined ? { version: 0, policy: redactionPolicy.parse({}) } : { version: rows[0].version, policy: redactionPolicy.parse(rows[0].policy) };
}
