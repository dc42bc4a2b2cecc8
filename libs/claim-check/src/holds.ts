import { DomainError } from '@callmesh/contracts';
import type { HoldScope } from './hold-scope.js';
import { claimUriOf } from './references.js';
import type { HoldRow, VaultCalls } from './schema/vault-calls.js';

/** A hold in force. Times are ISO 8601. */
export interface Hold {
  readonly id: string;
  /** Null where it covers a span of time. */
  readonly conversationId: string | null;
  /** First moment covered; null: from the beginning. */
  readonly receivedFrom: string | null;
  /** First moment no longer covered; null: without end. */
  readonly receivedUntil: string | null;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: string;
}

/** Legal holds: what is held is neither retired nor erased, whatever a retention period or a request says. Audited. */
export interface Holds {
  /** @param reason a matter's reference, no personal data: it stands in the audit. @returns the hold's id. */
  place(tenantId: string, scope: HoldScope, reason: string, actor: string): Promise<string>;
  /** @throws DomainError HOLD.NOT_FOUND */
  release(tenantId: string, id: string, reason: string, actor: string): Promise<void>;
  list(tenantId: string): Promise<Hold[]>;
  isOnHold(tenantId: string, conversationId: string): Promise<boolean>;
}

/** Nest injection token of {@link Holds}. */
export const HOLDS = Symbol('Holds');

/** Holds over the functions of schema `vault`. */
export function createHolds(calls: VaultCalls): Holds {
  return {
    place(tenantId, scope, reason, actor) {
      // What could be no conversation of this tenant is refused as any reference would be.
      if ('conversationId' in scope) claimUriOf({ tenantId, conversationId: scope.conversationId, artifact: 'hold' });
      return calls.placeHold(tenantId, scope, reason, actor);
    },
    async release(tenantId, id, reason, actor) {
      if (!(await calls.releaseHold(tenantId, id, reason, actor))) throw new DomainError('HOLD.NOT_FOUND', `no hold ${id} is in force: it was released already, or never placed`, { id });
    },
    list: async (tenantId) => (await calls.holdsOf(tenantId)).map(toHold),
    isOnHold: (tenantId, conversationId) => calls.isOnHold(tenantId, conversationId),
  };
}

const toHold = ({ id, conversation, received_from: from, received_until: until, reason, placed_by: placedBy, placed_at: at }: HoldRow): Hold => ({
  id,
  conversationId: conversation,
  receivedFrom: from?.toISOString() ?? null,
  receivedUntil: until?.toISOString() ?? null,
  reason,
  placedBy,
  placedAt: at.toISOString(),
});
