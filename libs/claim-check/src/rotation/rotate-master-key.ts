import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import { signingContext } from '../audit/signer.js';
import { KEY_BYTES } from '../crypto/aead.js';
import { wrapContext } from '../keys/wrap-context.js';
import type { Kms } from '../kms.port.js';
import { RotationCalls, type MasterKeyUse } from '../schema/rotation-calls.js';

/** Keys of one statement: a fraction of a second, so that whoever writes one of them waits no longer. */
const BATCH = 500;

const FIRST = '00000000-0000-0000-0000-000000000000';

/** How to rotate. */
export interface RotationOptions {
  /** Connection of a superuser, or of the role that provisioned the vault. */
  readonly adminUrl: string;
  /** Wraps with the new master key and opens the former ones' too. */
  readonly kms: Kms;
  /** For the audit. */
  readonly actor: string;
  /** Told after each batch. */
  readonly onProgress?: (done: number, all: number) => void;
  /** Aborts between two batches. */
  readonly signal?: AbortSignal;
  /** Keys at a time; default 500. */
  readonly batch?: number;
}

/** What a rotation came to. */
export interface Rotated {
  /** The master key that wraps everything now. */
  readonly masterKeyId: string;
  readonly rewrapped: number;
  /** Keys by master key afterwards. */
  readonly use: readonly MasterKeyUse[];
}

/**
 * Wraps every data key and signing key anew with the KMS' current master key. Services go on meanwhile: the data keys stay the same, and a row
 * always opens with the master key that it names. Stopped at any point, the next run goes on from there; twice at once is harmless.
 * @throws DomainError KMS.UNKNOWN_MASTER_KEY when a key was wrapped by one that was not given, KMS.UNWRAP_FAILED
 */
export async function rotateMasterKey({ adminUrl, kms, actor, onProgress, signal, batch = BATCH }: RotationOptions): Promise<Rotated> {
  const pool = new Pool({ connectionString: adminUrl, max: 1, application_name: 'callmesh-rotate-master' });
  pool.on('error', () => undefined);
  const calls = new RotationCalls(pool);
  try {
    const masterKeyId = await currentMasterKey(kms);
    const all = (await calls.use()).reduce((sum, { masterKeyId: id, keys }) => (id === masterKeyId ? sum : sum + keys), 0);
    const purpose = `rotate the master key to ${masterKeyId}`;
    for (const { key_id: keyId, master, wrapped_key: old } of await calls.signingKeys()) {
      if (master === masterKeyId) continue;
      const clear = await kms.unwrap({ masterKeyId: master, wrapped: old }, signingContext(keyId));
      const anew = await kms.wrap(clear, signingContext(keyId));
      clear.fill(0);
      await calls.rewrapSigningKey(keyId, old, anew);
    }
    let rewrapped = 0;
    // Ids are random, and a service that does not know the new key yet adds keys under the old one: walked until a walk finds none.
    for (let [after, walked] = [FIRST, 0]; ; ) {
      signal?.throwIfAborted();
      const rows = await calls.keysNotUnder(masterKeyId, after, batch);
      const last = rows.at(-1);
      if (!last) {
        if (walked === 0) break;
        [after, walked] = [FIRST, 0];
        continue;
      }
      [after, walked] = [last.id, walked + rows.length];
      const anew = await Promise.all(
        rows.map(async ({ id, tenant, conversation, master, wrapped_key: wrapped }) => {
          const context = wrapContext(tenant, conversation, id);
          const dataKey = await kms.unwrap({ masterKeyId: master, wrapped }, context);
          const again = await kms.wrap(dataKey, context);
          dataKey.fill(0);
          return again.wrapped;
        }),
      );
      rewrapped += await calls.rewrapKeys(rows, masterKeyId, anew, actor, purpose);
      onProgress?.(rewrapped, Math.max(all, rewrapped));
    }
    return { masterKeyId, rewrapped, use: await calls.use() };
  } finally {
    await pool.end();
  }
}

/** Which master keys are needed, and for how many keys. @param adminUrl as {@link rotateMasterKey} takes it. */
export async function masterKeyUse(adminUrl: string): Promise<MasterKeyUse[]> {
  const pool = new Pool({ connectionString: adminUrl, max: 1, application_name: 'callmesh-rotate-master', connectionTimeoutMillis: 5_000, query_timeout: 60_000 });
  pool.on('error', () => undefined);
  try {
    return await new RotationCalls(pool).use();
  } finally {
    await pool.end();
  }
}

/** Which master key a KMS wraps with at the moment: any KMS says it with what it wraps. */
async function currentMasterKey(kms: Kms): Promise<string> {
  return (await kms.wrap(randomBytes(KEY_BYTES), 'callmesh probe')).masterKeyId;
}
