import { DomainError, ERASED } from '@callmesh/contracts';
import type { FieldCipher } from './claim-check.port.js';
import { openText, sealText } from './crypto/sealed-text.js';
import type { ConversationKey, KeyRing } from './keys/key-ring.js';

/**
 * Seals personal fields under the conversation's key. What is sealed after the key was destroyed becomes `[ERASED]`: nothing
 * personal of an erased conversation is stored again.
 * @throws DomainError KEY.NOT_PREPARED from `seal` and `open` when `prepare` did not run within the last 30 s, FIELD.CORRUPT from
 *   `open` when the text was not sealed for this conversation.
 */
export function createFieldCipher(keys: KeyRing): FieldCipher {
  const prepared = (tenantId: string, conversationId: string): ConversationKey => {
    const key = keys.cached(tenantId, conversationId);
    if (!key) throw new DomainError('KEY.NOT_PREPARED', `the key of conversation ${conversationId} is not in memory: call prepare() right before, and run the work again`, { conversationId });
    return key;
  };
  return {
    prepare: (tenantId, conversationIds) => keys.prepare(tenantId, conversationIds),
    seal(tenantId, conversationId, clear) {
      const key = prepared(tenantId, conversationId);
      return key.erased ? ERASED : sealText(key.fields, clear, key.fieldPlace).toString('base64');
    },
    open(tenantId, conversationId, sealed) {
      if (sealed === ERASED) return ERASED;
      const key = prepared(tenantId, conversationId);
      if (key.erased) return ERASED;
      const clear = openText(key.fields, Buffer.from(sealed, 'base64'), key.fieldPlace);
      if (clear === null) throw new DomainError('FIELD.CORRUPT', `a personal field of conversation ${conversationId} does not open with its key: the stored event was changed or moved`, { conversationId });
      return clear;
    },
  };
}
