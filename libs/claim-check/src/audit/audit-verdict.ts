import type { AuditChainPage, EntryPlace } from '../schema/audit-calls.js';

/** What is wrong with an entry. */
export type AuditFaultKind = 'changed' | 'removed' | 'inserted' | 'out-of-order' | 'seal-changed' | 'seal-removed' | 'tail-cut' | 'rewritten';

/** One thing that is wrong. */
export interface AuditFault {
  readonly kind: AuditFaultKind;
  /** Which entry of the tenant, counted from 1 in the order of the chain; null for one that the chain does not know. */
  readonly entry: number | null;
  /** How many entries of the chain come before it. */
  readonly after: number;
  /** Row of `vault.audit`; null where none is known. */
  readonly position: string | null;
  readonly seal: number | null;
  /** A sentence for people. */
  readonly what: string;
}

/** What a verification came to. */
export interface AuditVerdict {
  /** Empty where nothing says it. */
  readonly tenant: string;
  readonly intact: boolean;
  /** The first broken entry, in the order of the chain. */
  readonly firstBroken: AuditFault | null;
  /** At most 100, in that order. */
  readonly faults: readonly AuditFault[];
  readonly seals: number;
  /** Entries that the seals list. */
  readonly entries: number;
  /** Written, and in no seal yet: nobody could tell whether they were changed. */
  readonly unsealed: { readonly entries: number; readonly oldestSeconds: number };
  /** Whether an exported checkpoint was held against the chain. */
  readonly checkpoint: { readonly at: string; readonly entries: number } | null;
  /** Keys that the seals are signed with. */
  readonly keys: readonly string[];
}

/** Where a chain is read from: the database, or the API, page by page. */
export interface AuditSource {
  /** Public keys (SubjectPublicKeyInfo, DER) of the installation, as somebody vouches for them who has its master key. */
  keys(): Promise<readonly Buffer[]>;
  chainAfter(seal: number): Promise<AuditChainPage>;
  positionsAfter(position: string): Promise<readonly EntryPlace[]>;
}
