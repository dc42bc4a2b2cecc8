import { createHmac } from 'node:crypto';
import { DomainError } from '@callmesh/contracts';
import type { KeyRing } from './key-ring.js';

/** No conversation: the name under which a tenant has a key of its own for what is recognised again. */
const RECOGNITION = 'recognition-of-customers';

/** A hash that is the same over all conversations of a tenant, from which nobody can tell the value without the tenant's key. */
export async function tenantHash(keys: KeyRing, tenantId: string): Promise<(value: string) => Buffer> {
  const key = await keys.forWriting(tenantId, RECOGNITION);
  if (key.erased) throw new DomainError('VAULT.ERASED', `the key by which customers of tenant ${tenantId} are recognised was destroyed`, { tenantId });
  const { key: secret } = key.values;
  return (value) => createHmac('sha256', secret).update(value).digest();
}
