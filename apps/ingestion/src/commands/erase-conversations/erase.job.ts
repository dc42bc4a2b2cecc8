import { ERASURE, type Erasure, type LedgerEntry } from '@callmesh/claim-check';
import { deterministicId } from '@callmesh/contracts';
import { DATABASE, DomainError, EVENT_STORE, handleCommand, type Database, type EventStore, type Tx } from '@callmesh/event-sourcing';
import { JOBS, type JobHandler, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { FORGETTING, rootLogger, type Forgetting } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { noteErased, noteHeld } from '../../adapters/tables/erasures-table.js';
import { callDecider } from '../../domain/call.decider.js';
import { topicsUntil } from '../../domain/erasure-receipt.js';
import { streamOf } from '../capture-call/record-capture.js';
import { ERASE, FINISH_ERASURE, requestOf, type OfErasure } from './erasure-request.js';

/** What the keys came to. */
interface Erased {
  /** When the last key was destroyed, ISO 8601 UTC. */
  readonly at: string;
  /** Conversations that a legal hold keeps. */
  readonly held: readonly string[];
}

/**
 * Erases: first the ledger beside the database, so that a restored backup can do it again; then the keys, and with them all that is
 * sealed; then every service is told, and this one forgets. Each step may be done again: a killed process leaves the job to the next.
 */
@Injectable()
export class EraseJob implements JobHandler<OfErasure, Erased> {
  readonly kind = ERASE;
  readonly limit = 2;
  readonly leaseMs = 60_000;
  readonly maxAttempts = 100;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ERASURE) private readonly erasure: Erasure,
    @Inject(FORGETTING) private readonly forgetting: Forgetting,
    @Inject(JOBS) private readonly jobs: Jobs,
  ) {}

  async run({ tenantId, payload: { erasureId }, assertHeld }: LeasedJob<OfErasure>): Promise<Erased> {
    const { askedBy, reason, askedAt, calls } = await this.db.transaction(tenantId, (tx) => requestOf(tx, erasureId));
    const entryOf = (conversations: readonly string[]): LedgerEntry => ({ format: 'callmesh-erasure/1', tenantId, erasureId, askedAt, conversations });
    const wanted = calls.filter(({ onHold }) => !onHold).map(({ conversationId }) => conversationId);
    const held: string[] = [];
    await assertHeld();
    await this.erasure.ledger.append(entryOf(wanted));
    for (const conversationId of wanted) {
      await assertHeld();
      await this.erasure.destroyKey(tenantId, conversationId, { actor: askedBy, purpose: `erasure ${erasureId}: ${reason}` }).catch((error: unknown) => {
        // Placed since it was asked for: the hold goes first.
        if (!(error instanceof DomainError) || error.code !== 'HOLD.ACTIVE') throw error;
        held.push(conversationId);
      });
    }
    if (held.length > 0) await this.erasure.ledger.append(entryOf(wanted.filter((id) => !held.includes(id))));
    return { at: new Date().toISOString(), held };
  }

  async complete(tx: Tx, { payload: { erasureId } }: LeasedJob<OfErasure>, { at: erasedAt, held }: Erased): Promise<void> {
    const { calls } = await requestOf(tx, erasureId);
    const at = Date.parse(erasedAt);
    if (held.length > 0) await noteHeld(tx, erasureId, held);
    for (const { conversationId, onHold } of calls) {
      if (onHold || held.includes(conversationId)) continue;
      const erasure = { conversationId, erasureId, erasedAt: at, topicsUntil: topicsUntil(at) };
      await handleCommand(this.store, callDecider, tx, streamOf(conversationId), { type: 'erase', erasure }, { conversationId, causationId: deterministicId('erasure', erasureId), time: erasedAt });
      await this.forgetting.forget(tx, erasure);
      await noteErased(tx, erasureId, conversationId, erasedAt);
    }
    await this.jobs.enqueue(tx, { id: deterministicId(FINISH_ERASURE, erasureId), kind: FINISH_ERASURE, conversationId: erasureId, payload: { erasureId } });
  }

  async fail(_tx: Tx, { payload: { erasureId } }: LeasedJob<OfErasure>, error: Error): Promise<void> {
    rootLogger().error({ err: error, erasureId }, 'an erasure could not be carried out: mend the cause, then `callmesh jobs retry` runs it again');
    await Promise.resolve();
  }
}
