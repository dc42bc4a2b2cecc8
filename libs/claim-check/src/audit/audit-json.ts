import type { AuditChainPage } from '../schema/audit-calls.js';
import type { AuditedEntry } from './audit-digest.js';

/** A page of the chain as it crosses HTTP. */
export interface AuditChainJson {
  readonly seals: readonly {
    readonly tenant: string;
    readonly number: number;
    readonly firstEntry: number;
    readonly positions: readonly string[];
    /** base64; 32 bytes an entry. */
    readonly digests: string;
    /** hex. */
    readonly previous: string;
    /** hex. */
    readonly hash: string;
    readonly sealedUs: string;
    readonly complete: boolean;
    readonly keyId: string;
    /** base64. */
    readonly signature: string;
  }[];
  readonly entries: readonly AuditedEntry[];
}

/** Bytes become text. */
export function chainToJson({ seals, entries }: AuditChainPage): AuditChainJson {
  return {
    seals: seals.map(({ digests, previous, hash, signature, ...seal }) => ({ ...seal, digests: digests.toString('base64'), previous: previous.toString('hex'), hash: hash.toString('hex'), signature: signature.toString('base64') })),
    entries,
  };
}

/** The reverse of {@link chainToJson}. */
export function chainFromJson({ seals, entries }: AuditChainJson): AuditChainPage {
  return {
    seals: seals.map(({ digests, previous, hash, signature, ...seal }) => ({ ...seal, digests: Buffer.from(digests, 'base64'), previous: Buffer.from(previous, 'hex'), hash: Buffer.from(hash, 'hex'), signature: Buffer.from(signature, 'base64') })),
    entries,
  };
}
