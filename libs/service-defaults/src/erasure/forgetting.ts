import type { Erasure } from '@callmesh/claim-check';
import { deterministicId, type ReceivedEvent } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import type { Jobs } from '@callmesh/jobs';
import { markErased } from '@callmesh/messaging';
import { forgetRows, type DeletedRows } from './forget-rows.js';
import type { ForgetsOutside, ForgottenRows } from './forgets.port.js';

/** Key caches live 60 s at most: what a process still wrote with one is there by then. */
const AFTER_CACHES_MS = 75_000;

/** An erasure of one conversation, as every service is told of it. */
export type ErasedConversation = Pick<ReceivedEvent<'conversation.erased.v1'>['data'], 'conversationId' | 'erasureId'>;

/** Payload of the job that ends a service's forgetting. */
export interface ForgetPayload {
  readonly erasureId: string;
  /** Deleted when the erasure was heard. */
  readonly rows: DeletedRows;
  /** What {@link ForgetsOutside.collect} gave then. */
  readonly collected: unknown;
  /** The last look, once no process can have the key any more. */
  readonly last: boolean;
}

/** How a service forgets a conversation: at once in the transaction that hears of it, then once more behind all that was under way. */
export class Forgetting {
  constructor(
    private readonly own: readonly ForgottenRows[],
    private readonly jobs: Jobs,
    private readonly erasure: Pick<Erasure, 'forgetKey'>,
    private readonly outside: ForgetsOutside | undefined,
  ) {}

  /** Deletes what the service keeps and asks for the rest; from the commit on nothing of the conversation has an effect here any more. */
  async forget(tx: Tx, { conversationId, erasureId }: ErasedConversation): Promise<void> {
    const collected = (await this.outside?.collect(tx, conversationId)) ?? null;
    await markErased(tx, conversationId);
    const rows = await this.deleteRows(tx, conversationId);
    for (const last of [false, true]) {
      const payload: ForgetPayload = { erasureId, rows, collected, last };
      const id = deterministicId('forget-conversation', erasureId, conversationId, String(last));
      await this.jobs.enqueue(tx, { id, kind: 'forget-conversation', conversationId, payload, ...(last && { runAt: new Date(Date.now() + AFTER_CACHES_MS).toISOString() }) });
    }
    tx.afterCommit(() => this.erasure.forgetKey(tx.tenantId, conversationId));
  }

  /** Deletes the rows alone. */
  deleteRows(tx: Tx, conversationId: string): Promise<DeletedRows> {
    return forgetRows(tx, this.own, conversationId);
  }
}

/** Nest injection token of the service's {@link Forgetting}. */
export const FORGETTING = Symbol('Forgetting');
