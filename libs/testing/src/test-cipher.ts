import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ERASED } from '@callmesh/contracts';
import type { PersonalFields } from '@callmesh/event-sourcing';

/** Field encryption with keys in memory. */
export interface TestCipher extends PersonalFields {
  /** Destroys a conversation's key. */
  erase(tenantId: string, conversationId: string): void;
}

/** AES-256-GCM with a key per conversation that lives as long as the object: for tests of what is not the vault. */
export function createTestCipher(): TestCipher {
  const keys = new Map<string, Buffer | null>();
  const name = (tenantId: string, conversationId: string): string => `${tenantId}/${conversationId}`;
  const keyOf = (tenantId: string, conversationId: string): Buffer | null => {
    const key = keys.get(name(tenantId, conversationId));
    if (key === undefined) throw new Error(`no key prepared for conversation ${conversationId}`);
    return key;
  };
  return {
    async prepare(tenantId, conversationIds) {
      for (const id of conversationIds) if (!keys.has(name(tenantId, id))) keys.set(name(tenantId, id), randomBytes(32));
    },
    seal(tenantId, conversationId, clear) {
      const key = keyOf(tenantId, conversationId);
      if (!key) throw new Error(`the key of conversation ${conversationId} is destroyed`);
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      return Buffer.concat([iv, cipher.update(clear, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
    },
    open(tenantId, conversationId, sealed) {
      const key = keyOf(tenantId, conversationId);
      if (!key) return ERASED;
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    },
    erase: (tenantId, conversationId) => void keys.set(name(tenantId, conversationId), null),
  };
}
