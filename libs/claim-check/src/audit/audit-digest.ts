import { createHash } from 'node:crypto';

/** An entry as the vault hands it out; numbers are strings because they are 64 bits wide. */
export interface AuditedEntry {
  /** Row number in the installation's audit. */
  readonly position: string;
  /** Microseconds since 1970-01-01 UTC. */
  readonly atUs: string;
  readonly tenant: string;
  /** Database role that acted, e.g. `callmesh_crm_sync`. */
  readonly service: string;
  readonly actor: string;
  readonly purpose: string;
  readonly action: string;
  readonly reference: string;
  /** `allowed`, what was decided, or the code of the error. */
  readonly outcome: string;
}

/** A run of entries in the order of their commits, chained to the run before and signed. */
export interface AuditSeal {
  readonly tenant: string;
  /** 1 for the tenant's first. */
  readonly number: number;
  /** Count of the tenant's entries before this seal, plus 1. */
  readonly firstEntry: number;
  readonly positions: readonly string[];
  /** SHA-256 of each entry, one after the other. */
  readonly digests: Buffer;
  /** {@link AuditSeal.hash} of the seal before; 32 zero bytes for the first. */
  readonly previous: Buffer;
  readonly hash: Buffer;
  /** Microseconds since 1970 by the database's clock. */
  readonly sealedUs: string;
  /** Nothing that was committed before waited for the next seal. */
  readonly complete: boolean;
  readonly keyId: string;
  /** Ed25519 (RFC 8032) over the text that `hash` is the SHA-256 of. */
  readonly signature: Buffer;
}

const DIGEST_BYTES = 32;
export const NO_SEAL = Buffer.alloc(DIGEST_BYTES);

export const sha256 = (content: string | Buffer): Buffer => createHash('sha256').update(content).digest();

/**
 * SHA-256 over a JSON array of strings without spaces. The position is not in it: the seal says which one an entry has, so that
 * exchanged entries can be told from changed ones.
 */
export function entryDigest({ atUs, tenant, service, actor, purpose, action, reference, outcome }: AuditedEntry): Buffer {
  return sha256(JSON.stringify(['callmesh audit entry 1', tenant, atUs, service, actor, purpose, action, reference, outcome]));
}

/** The bytes that a seal's hash and signature are over. */
export function sealText({ tenant, number, firstEntry, positions, digests, previous, sealedUs, complete }: Omit<AuditSeal, 'hash' | 'signature' | 'keyId'>): Buffer {
  const entries = sha256(positions.map((position, index) => `${position} ${digestAt(digests, index).toString('hex')}\n`).join(''));
  return Buffer.from(JSON.stringify(['callmesh audit seal 1', tenant, String(number), String(firstEntry), String(positions.length), entries.toString('hex'), previous.toString('hex'), sealedUs, complete ? 'complete' : 'more']));
}

/** Digest of the entry with that index in a seal. */
export const digestAt = (digests: Buffer, index: number): Buffer => digests.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES);
