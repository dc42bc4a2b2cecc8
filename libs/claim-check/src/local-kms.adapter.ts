import { createHash, randomBytes } from 'node:crypto';
import { DomainError } from '@callmesh/contracts';
import { KEY_BYTES, NONCE_BYTES, open, seal } from './crypto/aead.js';
import type { Kms } from './kms.port.js';

/** Master keys held by this process, base64 of 32 bytes each, from the environment or a mounted file. */
export interface LocalMasterKeys {
  /** Wraps new data keys. */
  readonly current: string;
  /** Former keys: what they wrapped stays readable until it is wrapped anew. */
  readonly previous?: readonly string[];
}

/**
 * AES-256-GCM under a local master key. A key's id is the start of its SHA-256, so that the right one is found after a rotation.
 * @throws DomainError KMS.BAD_MASTER_KEY when a key is not 32 bytes of base64.
 */
export function createLocalKms(keys: LocalMasterKeys): Kms {
  const current = masterKey(keys.current);
  const byId = new Map([current, ...(keys.previous ?? []).map(masterKey)].map((master) => [master.id, master.key]));
  return {
    wrap(dataKey, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const wrapped = Buffer.concat([nonce, seal(current.key, nonce, dataKey, Buffer.from(context, 'utf8'))]);
      return Promise.resolve({ masterKeyId: current.id, wrapped });
    },
    async unwrap({ masterKeyId, wrapped }, context) {
      const key = byId.get(masterKeyId);
      if (!key) throw new DomainError('KMS.UNKNOWN_MASTER_KEY', `data was sealed under master key ${masterKeyId}, which was not given: set CALLMESH_MASTER_KEY to the key of this installation, or add a former one to CALLMESH_OTHER_MASTER_KEYS`, { masterKeyId });
      const dataKey = open(key, wrapped.subarray(0, NONCE_BYTES), wrapped.subarray(NONCE_BYTES), Buffer.from(context, 'utf8'));
      if (!dataKey) throw new DomainError('KMS.UNWRAP_FAILED', `a data key does not open under master key ${masterKeyId}: its row was changed or moved; restore schema vault from a backup`, { masterKeyId });
      return Promise.resolve(dataKey);
    },
  };
}

/** The id that keys wrapped by this master key are marked with. @throws DomainError KMS.BAD_MASTER_KEY */
export const masterKeyIdOf = (base64: string): string => masterKey(base64).id;

function masterKey(base64: string): { id: string; key: Buffer } {
  const key = Buffer.from(base64, 'base64');
  if (key.length !== KEY_BYTES) throw new DomainError('KMS.BAD_MASTER_KEY', `a master key must be ${KEY_BYTES} bytes in base64, this one has ${key.length}: make one with \`openssl rand -base64 32\``);
  return { id: `local-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`, key };
}
