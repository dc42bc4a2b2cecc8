import { RETENTION, type Retention } from '@callmesh/claim-check';
import { deterministicId } from '@callmesh/contracts';
import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { JOBS, type Jobs } from '@callmesh/jobs';
import { RetentionTally, type RetentionAsk, type RetentionOutcome, type RetentionWork } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { askForErasure } from '../erase-conversations/erasure-request.js';

/** Conversations of one erasure, and of its receipt. */
const AT_ONCE = 100;

/** Has whole conversations erased once their time is over: the same road as an erasure that somebody asks for, with its receipt. */
@Injectable()
export class RetireConversations implements RetentionWork {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(RETENTION) private readonly retention: Retention,
    @Inject(JOBS) private readonly jobs: Jobs,
  ) {}

  async retire({ tenants, dueBefore, dryRun, signal }: RetentionAsk): Promise<readonly RetentionOutcome[]> {
    const tally = new RetentionTally();
    for (const tenantId of tenants) {
      const before = await dueBefore(tenantId, 'conversation');
      for (let after: string | undefined = before ? '' : undefined; before && after !== undefined; ) {
        signal.throwIfAborted();
        const found = await this.retention.dueConversations(tenantId, before, after);
        const due = found.filter(({ isHeld }) => !isHeld).map(({ conversationId }) => conversationId);
        tally.add(tenantId, 'conversation', { removed: due.length, held: found.length - due.length });
        if (!dryRun) for (let at = 0; at < due.length; at += AT_ONCE) await this.erase(tenantId, due.slice(at, at + AT_ONCE));
        after = found.at(-1)?.conversationId;
      }
    }
    return tally.outcomes();
  }

  /** Asked for once, however often a run finds the same ones before their job has come to them. */
  private async erase(tenantId: string, due: readonly string[]): Promise<void> {
    const id = deterministicId('retention', tenantId, ...due);
    await this.db.transaction(tenantId, (tx) => askForErasure(tx, this.jobs, { id, askedBy: 'service:ingestion', reason: 'its retention is over', personKind: null, askedAt: new Date().toISOString() }, due));
  }
}
