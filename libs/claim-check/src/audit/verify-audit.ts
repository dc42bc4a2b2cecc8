import { DomainError } from '@callmesh/contracts';
import { proveCheckpoint, type AuditCheckpoint } from './audit-checkpoint.js';
import type { AuditSeal } from './audit-digest.js';
import type { AuditFault, AuditSource, AuditVerdict } from './audit-verdict.js';
import { examineSeal } from './examine-seal.js';
import { readPlaces, unlistedEntries } from './unlisted-entries.js';

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
