import { deterministicId, type AnyDomainEvent, type EventPayloads, type EventType, type ReceivedEvent } from '@callmesh/contracts';
import type { ReactionContext } from '@callmesh/messaging';
import type { Caller } from '@callmesh/service-defaults';
import { createTestService, type TestService } from '@callmesh/testing';
import { DecideActionHandler } from '../commands/decide-action/decide-action.handler.js';
import { DraftActionHandler } from '../commands/draft-action/draft-action.handler.js';
import { DraftNoteHandler } from '../commands/draft-note/draft-note.handler.js';
import { LeaseItemController } from '../commands/lease-item/lease-item.controller.js';
import { RecordAppliedHandler } from '../commands/record-applied/record-applied.handler.js';
import { WithdrawFactHandler } from '../commands/reconcile-fact/withdraw-fact.handler.js';
import { RedraftActionHandler } from '../commands/redraft-action/redraft-action.handler.js';
import { PoliciesController } from '../commands/set-policy/policies.controller.js';
import { FlaggedTranscripts1764200001010 } from '../migrations/flagged-transcripts.js';
import { HumanReviewTables1764000001000 } from '../migrations/human-review-tables.js';
import { LaterAnalyses1764300001040 } from '../migrations/later-analyses.js';
import { LiftedFlags1764400001060 } from '../migrations/lifted-flags.js';
import { PoliciesDraft1764300001030 } from '../migrations/policies-draft.js';
import { QueueController } from '../projections/queue.controller.js';
import { QueueProjection } from '../projections/queue.projection.js';
import type { QueueItem } from '../projections/queue.query.js';
import { conversationId } from './insights.js';

const tenantId = 'demo';
export const reviewer = (name: string, role: Caller['role'] = 'reviewer', tenant = tenantId): Caller => ({ tenantId: tenant, role, name });

/** An event as the consumer hands it to a reactor. */
export function received<T extends EventType>(type: T, data: EventPayloads[T], id = deterministicId('test', type)): ReceivedEvent<T> {
  const metadata = { id, source: '/callmesh/test', time: '2026-11-19T18:02:00.000Z', conversationId, causationId: null, tenantId, factId: id, traceparent: null };
  return { type, data, metadata } as ReceivedEvent<T>;
}

/** The service's own objects over a real database, put together as its module does. */
export async function startReview(): Promise<{
  test: TestService;
  drafting: DraftActionHandler;
  redrafting: RedraftActionHandler;
  noting: DraftNoteHandler;
  withdrawing: WithdrawFactHandler;
  recording: RecordAppliedHandler;
  deciding: DecideActionHandler;
  leasing: LeaseItemController;
  policies: PoliciesController;
  queue(filter?: object, caller?: Caller): Promise<QueueItem[]>;
  history(actionId: string): Promise<AnyDomainEvent['type'][]>;
  react(work: (context: ReactionContext) => Promise<void>): Promise<void>;
}> {
  const test = await createTestService({ schema: 'human_review', service: 'human-review', migrations: [HumanReviewTables1764000001000, FlaggedTranscripts1764200001010, PoliciesDraft1764300001030, LaterAnalyses1764300001040, LiftedFlags1764400001060], inlineProjections: [new QueueProjection()], max: 20 });
  const { db, store } = test;
  const drafting = new DraftActionHandler(store);
  const queueController = new QueueController(db, store);
  return {
    test,
    drafting,
    noting: new DraftNoteHandler(store, drafting),
    withdrawing: new WithdrawFactHandler(store, drafting),
    redrafting: new RedraftActionHandler(store, drafting),
    recording: new RecordAppliedHandler(store, drafting),
    deciding: new DecideActionHandler(db, store),
    leasing: new LeaseItemController(db),
    policies: new PoliciesController(db),
    queue: async (filter = {}, caller = reviewer('dana')) => ((await queueController.list(filter, caller)) as { items: QueueItem[] }).items,
    history: (actionId) => db.transaction(tenantId, async (tx) => (await store.load(tx, `action-${actionId}`)).map(({ type }) => type)),
    react: (work) => db.transaction(tenantId, (tx) => work({ tx, group: 'human-review', topic: 'insights', position: '1', idFor: (reactor, index = 0) => deterministicId(reactor, index) })),
  };
}
