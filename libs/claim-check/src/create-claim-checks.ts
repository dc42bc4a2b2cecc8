import { randomBytes } from 'node:crypto';
import type { ClaimChecks, FieldCipher, Vault } from './claim-check.port.js';
import { createErasure } from './erasure/create-erasure.js';
import type { Reader } from './claim-check.port.js';
import { createErasureLedger } from './erasure/erasure-ledger.js';
import type { Erasure } from './erasure/erasure.port.js';
import { createReceiptSigner, type CurrentSigner } from './erasure/signatures.js';
import { createFieldCipher } from './field-cipher.js';
import { createHolds, type Holds } from './holds.js';
import { KeyRing } from './keys/key-ring.js';
import { KeyUse } from './keys/key-use.js';
import type { Kms } from './kms.port.js';
import { createRetention, type Retention } from './retention/retention.js';
import { VaultCalls } from './schema/vault-calls.js';
import type { AuditEntry } from './schema/vault-calls.js';
import { createFileObjects } from './store/file-objects.adapter.js';
import type { ObjectStore } from './store/object-store.port.js';
import { SealedClaimChecks } from './store/sealed-claim-checks.js';
import { createVault } from './vault.js';

/** What one service needs to reach its claim checks. */
export interface ClaimCheckOptions {
  /** Connection of the service's app role; `grantVault` decides what it may do. */
  readonly url: string;
  readonly kms: Kms;
  /** Folder of the encrypted files, or another object store. */
  readonly store: { readonly root: string } | ObjectStore;
  /** Signs the ledger of erasures; default: a key of this process's own, which suits whoever erases nothing. */
  readonly signer?: CurrentSigner;
  /** Connections at most; default 4. */
  readonly maxConnections?: number | undefined;
  /** How long keys stay in memory, ms; at most, and by default, 60,000. */
  readonly keyCacheMs?: number;
  /** Monotonic milliseconds for the key cache; tests turn it by hand. */
  readonly now?: () => number;
}

/** One service's claim checks, vault and field cipher over one key cache. */
export interface ClaimCheckServices {
  readonly claimChecks: ClaimChecks;
  readonly vault: Vault;
  readonly fieldCipher: FieldCipher;
  readonly holds: Holds;
  readonly retention: Retention;
  readonly erasure: Erasure;
  /** One line of the audit, as this service. The reference names no person. */
  recordAccess(tenantId: string, line: { readonly action: string; readonly reference: string; readonly outcome: string }, reader: Reader): Promise<void>;
  /** A line for each of these references that it was read. */
  recordReads(tenantId: string, references: readonly string[], reader: Reader): Promise<void>;
  /** Who read what of a conversation, oldest first. */
  auditOf(tenantId: string, conversationId: string): Promise<AuditEntry[]>;
  close(): Promise<void>;
}

/** Wires the adapters of one service. Schema `vault` must exist (`provisionVault`) and the role be granted (`grantVault`). */
export function createClaimChecks({ url, kms, store, signer = ownSigner(), maxConnections, keyCacheMs, now }: ClaimCheckOptions): ClaimCheckServices {
  const calls = new VaultCalls(url, maxConnections);
  const use = new KeyUse(calls);
  const keys = new KeyRing({ kms, vault: calls, onUnwrapped: (tenantId) => use.unwrapped(tenantId), ...(keyCacheMs === undefined ? {} : { cacheMs: keyCacheMs }), ...(now ? { now } : {}) });
  const objects = 'root' in store ? createFileObjects(store.root) : store;
  return {
    claimChecks: new SealedClaimChecks({ objects, keys, vault: calls }),
    vault: createVault(keys, calls),
    fieldCipher: createFieldCipher(keys),
    holds: createHolds(calls),
    retention: createRetention(calls),
    erasure: createErasure({ keys, calls, objects, ledger: createErasureLedger(objects, signer) }),
    recordAccess: (tenantId, { action, reference, outcome }, reader) => calls.recordAccess(tenantId, action, reference, reader, outcome),
    recordReads: (tenantId, references, reader) => calls.recordReads(tenantId, references, reader),
    auditOf: (tenantId, conversationId) => calls.auditOf(tenantId, conversationId),
    async close() {
      keys.close();
      await use.close();
      await calls.close();
    },
  };
}

function ownSigner(): CurrentSigner {
  const signer = createReceiptSigner(randomBytes(32).toString('base64'));
  return () => Promise.resolve(signer);
}
