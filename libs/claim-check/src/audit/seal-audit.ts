import type { AuditHead, KeeperCalls, UnsealedEntry } from '../schema/keeper-calls.js';
import { entryDigest, NO_SEAL, sealText, sha256, type AuditSeal } from './audit-digest.js';
import type { Signer } from './signer.js';

/** Entries of one seal at most; each is a digest of 32 bytes in its row. */
const BATCH = 2_000;

/** What one round of sealing came to. */
export interface Sealed {
  readonly entries: number;
  /** Another process seals too: this one need not come back soon. */
  readonly overtaken: boolean;
}

/**
 * Chains what was committed since the last round: entries in the order of their commits, up to the oldest transaction that is still open
 * anywhere, so that none can appear before them later. Nobody who writes an entry waits for it.
 */
export async function sealAudit(calls: KeeperCalls, signer: () => Promise<Signer>): Promise<Sealed> {
  for (let entries = 0; ; ) {
    const unsealed = await calls.unsealed(BATCH);
    const last = unsealed?.entries.at(-1);
    if (!unsealed || !last) return { entries, overtaken: false };
    const byTenant = groupByTenant(unsealed.entries);
    const heads = await calls.heads([...byTenant.keys()]);
    const key = await signer();
    const complete = unsealed.entries.length < BATCH;
    const seals = heads.map((head) => nextSeal(head, byTenant.get(head.tenant) ?? [], complete, key));
    if (!(await calls.addSeals(unsealed.from, { xid: last.xid, position: last.position }, seals))) return { entries, overtaken: true };
    entries += unsealed.entries.length;
    if (complete) return { entries, overtaken: false };
  }
}

function groupByTenant(entries: readonly UnsealedEntry[]): Map<string, UnsealedEntry[]> {
  const groups = new Map<string, UnsealedEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.tenant);
    if (group) group.push(entry);
    else groups.set(entry.tenant, [entry]);
  }
  return groups;
}

function nextSeal({ tenant, number, entries: before, hash: previous, now_us: sealedUs }: AuditHead, entries: readonly UnsealedEntry[], complete: boolean, signer: Signer): AuditSeal {
  const unsigned = {
    tenant,
    number: Number(number ?? 0) + 1,
    firstEntry: Number(before ?? 0) + 1,
    positions: entries.map(({ position }) => position),
    digests: Buffer.concat(entries.map(entryDigest)),
    previous: previous ?? NO_SEAL,
    sealedUs,
    complete,
  };
  const text = sealText(unsigned);
  return { ...unsigned, hash: sha256(text), keyId: signer.keyId, signature: signer.sign(text) };
}
