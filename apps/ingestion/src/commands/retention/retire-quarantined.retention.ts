import { CLAIM_CHECKS, RETENTION, type ClaimChecks, type Retention } from '@callmesh/claim-check';
import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { RetentionTally, type RetentionAsk, type RetentionOutcome, type RetentionWork } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { forgetBytes, quarantinedBefore } from '../../adapters/tables/quarantine-table.js';

const READER = { actor: 'service:ingestion', purpose: 'its retention is over' };

/** Removes the bytes of what has waited in quarantine for too long. The entry stays, and can be re-submitted with a file. */
@Injectable()
export class RetireQuarantined implements RetentionWork {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(RETENTION) private readonly retention: Retention,
  ) {}

  async retire({ tenants, dueBefore, dryRun, signal }: RetentionAsk): Promise<readonly RetentionOutcome[]> {
    const tally = new RetentionTally();
    for (const tenantId of tenants) {
      const before = await dueBefore(tenantId, 'quarantine');
      const due = before ? await this.db.transaction(tenantId, (tx) => quarantinedBefore(tx, before)) : [];
      const held = await this.retention.heldOf(tenantId, due.map(({ conversationId }) => conversationId));
      for (const { id, conversationId, original } of due) {
        signal.throwIfAborted();
        const isHeld = held.has(conversationId);
        tally.add(tenantId, 'quarantine', { removed: isHeld ? 0 : 1, held: isHeld ? 1 : 0 });
        if (isHeld || dryRun) continue;
        await this.claimChecks.delete(tenantId, original, READER);
        await this.db.transaction(tenantId, (tx) => forgetBytes(tx, id, original));
      }
    }
    return tally.outcomes();
  }
}
