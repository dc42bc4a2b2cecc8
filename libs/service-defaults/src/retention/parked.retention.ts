import type { Retention } from '@callmesh/claim-check';
import type { Database } from '@callmesh/event-sourcing';
import { parkedSince, retireParkedKey } from '@callmesh/messaging';
import { RetentionTally, type RetentionAsk, type RetentionOutcome, type RetentionWork } from './retention-work.js';

/** Retires parked messages: dropped ones each, others with their whole key once its youngest is due too. Their keys are conversations. */
export class ParkedRetention implements RetentionWork {
  constructor(
    private readonly db: Database,
    private readonly retention: Retention,
  ) {}

  async retire({ dueBefore, dryRun, signal }: RetentionAsk): Promise<readonly RetentionOutcome[]> {
    const tally = new RetentionTally();
    const keys = await parkedSince(this.db);
    for (const tenantId of new Set(keys.map((key) => key.tenantId))) {
      const before = await dueBefore(tenantId, 'parked');
      if (!before) continue;
      const due = keys.filter((key) => key.tenantId === tenantId && key.oldest < before);
      const held = await this.retention.heldOf(tenantId, due.map(({ key }) => key));
      for (const parked of due) {
        signal.throwIfAborted();
        const isHeld = held.has(parked.key);
        const count = await retireParkedKey(this.db, parked, { before, dryRun: dryRun || isHeld });
        tally.add(tenantId, 'parked', { removed: isHeld ? 0 : count, held: isHeld ? count : 0 });
      }
    }
    return tally.outcomes();
  }
}
