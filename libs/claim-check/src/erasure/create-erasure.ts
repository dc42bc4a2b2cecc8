import type { KeyRing } from '../keys/key-ring.js';
import { tenantHash } from '../keys/tenant-hash.js';
import type { VaultCalls } from '../schema/vault-calls.js';
import type { ObjectStore } from '../store/object-store.port.js';
import type { ErasureLedger } from './erasure-ledger.js';
import type { Erasure } from './erasure.port.js';

/** What {@link createErasure} stands on. */
export interface ErasureParts {
  readonly keys: KeyRing;
  readonly calls: VaultCalls;
  readonly objects: ObjectStore;
  readonly ledger: ErasureLedger;
}

/** Erasure over one service's vault and object store. */
export function createErasure({ keys, calls, objects, ledger }: ErasureParts): Erasure {
  return {
    ledger,
    conversationsOf: async (tenantId, { forms }) => calls.conversationsOf(tenantId, forms.map(await tenantHash(keys, tenantId))),
    keyFates: (tenantId, conversationIds) => calls.keyFates(tenantId, conversationIds),
    async destroyKey(tenantId, conversationId, reader) {
      await calls.destroyKey(tenantId, conversationId, reader);
      keys.forget(tenantId, conversationId);
    },
    forgetKey: (tenantId, conversationId) => keys.forget(tenantId, conversationId),
    removeObjects: (tenantId, conversationId) => objects.removeConversation(tenantId, conversationId),
    objectsOf: (tenantId, conversationId) => objects.objectsOf(tenantId, conversationId),
    reports: (tenantId, erasureId) => calls.forgottenBy(tenantId, erasureId),
  };
}
