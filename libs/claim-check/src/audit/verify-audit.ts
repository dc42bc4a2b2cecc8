import { DomainError } from '@callmesh/contracts';
import type { AuditChainPage, EntryPlace } from '../schema/audit-calls.js';
import { proveCheckpoint, type AuditCheckpoint } from './audit-checkpoint.js';
import type { AuditSeal } from './audit-digest.js';
import { examineSeal } from './examine-seal.js';
import { readPlaces, unlistedEntries } from './unlisted-entries.js';

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

/** How to verify. */
export interface VerifyOptions {
  /** Whose chain it must be; default: that of the checkpoint, else whosever it says it is. */
  readonly tenant?: string;
  readonly checkpoint?: AuditCheckpoint;
  /** Milliseconds since 1970, to say how long entries have waited. */
  readonly now: number;
}

const MOST_FAULTS = 100;

/**
 * Walks a tenant's chain from its first seal: signatures, order, each entry, then whether there are entries beside it.
 * Needs nothing secret; whoever reads the pages can do it on a machine of their own.
 * @throws DomainError AUDIT.BAD_CHECKPOINT, AUDIT.OTHER_CHECKPOINT
 */
export async function verifyAudit(source: AuditSource, { tenant, checkpoint, now }: VerifyOptions): Promise<AuditVerdict> {
  if (checkpoint) proveCheckpoint(checkpoint);
  let expected = tenant ?? checkpoint?.tenant;
  const known = await source.keys();
  // First: what is settled now is in a seal now, and sealing goes on while the chain is walked.
  const { settled, unsealed } = await readPlaces(source, now);
  const keys = new Set<string>();
  const faults: AuditFault[] = [];
  const listed: number[] = [];
  let last: AuditSeal | undefined;
  let seals = 0;
  let metCheckpoint = checkpoint === undefined;
  for (;;) {
    const page = await source.chainAfter(last?.number ?? 0);
    if (page.seals.length === 0) break;
    for (const seal of page.seals) {
      expected ??= seal.tenant;
      refuseOther(seal.tenant, expected, checkpoint);
      faults.push(...examineSeal(seal, { page, before: last, keys: known }));
      if (seal.number === checkpoint?.seal) {
        metCheckpoint = true;
        if (seal.hash.toString('hex') !== checkpoint.hash) faults.push(rewritten(checkpoint));
      }
      keys.add(seal.keyId);
      for (const position of seal.positions) listed.push(Number(position));
      seals += 1;
      last = seal;
    }
  }
  refuseOther(expected, expected, checkpoint);
  if (checkpoint && !metCheckpoint) faults.push(cut(checkpoint, last));
  faults.push(...unlistedEntries(settled, listed));
  faults.sort((a, b) => a.after - b.after);
  return {
    tenant: expected ?? '',
    intact: faults.length === 0,
    firstBroken: faults[0] ?? null,
    faults: faults.slice(0, MOST_FAULTS),
    seals,
    entries: last ? last.firstEntry + last.positions.length - 1 : 0,
    unsealed,
    checkpoint: checkpoint ? { at: checkpoint.at, entries: checkpoint.entries } : null,
    keys: [...keys],
  };
}

/** No fault of the chain: it, or the checkpoint, is not what was asked about. */
function refuseOther(found: string | undefined, expected: string | undefined, checkpoint: AuditCheckpoint | undefined): void {
  if (checkpoint && checkpoint.tenant !== found) throw new DomainError('AUDIT.OTHER_CHECKPOINT', `the checkpoint is of tenant ${checkpoint.tenant}, and the chain of ${found}: take the one of this tenant`, { tenant: found });
  if (found !== expected) throw new DomainError('AUDIT.OTHER_TENANT', `the chain is of tenant ${found}, not of ${expected}`, { tenant: found });
}

const rewritten = ({ seal, entries, at }: AuditCheckpoint): AuditFault => ({
  kind: 'rewritten', entry: entries, after: entries - 1, position: null, seal, what: `seal ${seal} is another than at the checkpoint of ${at}: the chain up to entry ${entries} was cut or written anew since`,
});

function cut({ entries, at }: AuditCheckpoint, last: AuditSeal | undefined): AuditFault {
  const there = last ? last.firstEntry + last.positions.length - 1 : 0;
  return { kind: 'tail-cut', entry: there + 1, after: there, position: null, seal: null, what: `the chain ends at entry ${there}, and at the checkpoint of ${at} it had ${entries}: its tail was cut off` };
}
