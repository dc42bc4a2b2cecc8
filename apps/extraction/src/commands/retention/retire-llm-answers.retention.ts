import { RETENTION, type Retention } from '@callmesh/claim-check';
import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { RetentionTally, type RetentionAsk, type RetentionOutcome, type RetentionWork } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';

/** Removes unusable answers of the language model that nobody needs any more. */
@Injectable()
export class RetireLlmAnswers implements RetentionWork {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(RETENTION) private readonly retention: Retention,
  ) {}

  async retire({ tenants, dueBefore, dryRun, signal }: RetentionAsk): Promise<readonly RetentionOutcome[]> {
    const tally = new RetentionTally();
    for (const tenantId of tenants) {
      signal.throwIfAborted();
      const before = await dueBefore(tenantId, 'llm-quarantine');
      if (!before) continue;
      const retired = await this.db.transaction(tenantId, async (tx) => {
        const { rows } = await tx.query<{ conversation_id: string; n: number }>('select conversation_id, count(*)::int as n from llm_quarantined where quarantined_at < $1 group by conversation_id', [before]);
        const held = await this.retention.heldOf(tenantId, rows.map((row) => row.conversation_id));
        const sum = (isHeld: boolean): number => rows.filter((row) => held.has(row.conversation_id) === isHeld).reduce((n, row) => n + row.n, 0);
        if (!dryRun) await tx.query('delete from llm_quarantined where quarantined_at < $1 and conversation_id <> all ($2)', [before, [...held]]);
        return { removed: sum(false), held: sum(true) };
      });
      tally.add(tenantId, 'llm-quarantine', retired);
    }
    return tally.outcomes();
  }
}
