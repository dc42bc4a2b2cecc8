import type { AuditChainPage } from '../schema/audit-calls.js';
import { digestAt, entryDigest, NO_SEAL, sealText, sha256, type AuditedEntry, type AuditSeal } from './audit-digest.js';
import { isSignedBy, signingKeyId } from './signer.js';
import type { AuditFault, AuditFaultKind } from './audit-verdict.js';

/** An entry is never older than the seal before it by more: a transaction of a service ends after two minutes at the latest. */
const LATEST_US = 300_000_000;

/** What a seal is held against. */
export interface SealContext {
  readonly page: AuditChainPage;
  /** Undefined for the first. */
  readonly before: AuditSeal | undefined;
  /** Public keys of the installation. */
  readonly keys: readonly Buffer[];
}

/** What is wrong with a seal and with the entries that it lists. */
export function examineSeal(seal: AuditSeal, { page, before, keys }: SealContext): AuditFault[] {
  const ended = before ? before.firstEntry + before.positions.length - 1 : 0;
  const due = (before?.number ?? 0) + 1;
  const faults: AuditFault[] = [];
  const atSeal = (kind: AuditFaultKind, number: number, what: string): AuditFault => ({ kind, entry: ended + 1, after: ended, position: null, seal: number, what });

  if (!isGenuine(seal, keys)) {
    const moved = page.seals.find((other) => other.number !== seal.number && isGenuine({ ...seal, number: other.number }, keys));
    if (moved) return [atSeal('out-of-order', seal.number, `in the place of seal ${seal.number}, which begins with entry ${ended + 1}, is seal ${moved.number}: their order was changed`)];
    return [atSeal('seal-changed', seal.number, `seal ${seal.number}, of entries ${ended + 1} to ${ended + seal.positions.length}, is not what was signed: it or what it lists was changed, or it was signed with a key that is not this installation's (${seal.keyId})`)];
  }
  if (seal.number !== due) {
    faults.push(atSeal('seal-removed', due, `${due === seal.number - 1 ? `seal ${due} is` : `seals ${due} to ${seal.number - 1} are`} gone, with what held entries ${ended + 1} to ${seal.firstEntry - 1}`));
  } else if (!seal.previous.equals(before?.hash ?? NO_SEAL)) {
    faults.push(atSeal('rewritten', seal.number, `seal ${seal.number} was made upon another seal ${due - 1} than the one that is there: the chain before entry ${ended + 1} was written anew`));
  }
  return [...faults, ...examineEntries(seal, page, before)];
}

function isGenuine(seal: AuditSeal, keys: readonly Buffer[]): boolean {
  const key = keys.find((one) => signingKeyId(one) === seal.keyId);
  const text = sealText(seal);
  return key !== undefined && sha256(text).equals(seal.hash) && isSignedBy(key, text, seal.signature);
}

function examineEntries(seal: AuditSeal, page: AuditChainPage, before: AuditSeal | undefined): AuditFault[] {
  const there = new Map(page.entries.map((entry) => [entry.position, entry]));
  const oldest = before?.complete ? Number(before.sealedUs) - LATEST_US : 0;
  return seal.positions.flatMap((position, index): AuditFault[] => {
    const number = seal.firstEntry + index;
    const fault = (kind: AuditFaultKind, what: string): AuditFault[] => [{ kind, entry: number, after: number - 1, position, seal: seal.number, what }];
    const entry = there.get(position);
    if (!entry) return fault('removed', `entry ${number} (row ${position}) is gone`);
    const digest = entryDigest(entry);
    if (!digest.equals(digestAt(seal.digests, index))) {
      const home = placeOf(digest, page);
      return home ? fault('out-of-order', `entry ${number} (row ${position}) holds what belongs to row ${home}: their order was changed`) : fault('changed', `entry ${number} (row ${position}, ${said(entry)}) is not what was written`);
    }
    if (Number(entry.atUs) < oldest) return fault('inserted', `entry ${number} (row ${position}, ${said(entry)}) claims a time before its neighbours were sealed: it was written later, and dated back`);
    return [];
  });
}

/** Where a page lists this digest. */
function placeOf(digest: Buffer, { seals }: AuditChainPage): string | undefined {
  for (const { positions, digests } of seals) {
    const index = positions.findIndex((_, n) => digestAt(digests, n).equals(digest));
    if (index >= 0) return positions[index];
  }
  return undefined;
}

const said = ({ atUs, action, actor }: AuditedEntry): string => `${new Date(Number(atUs) / 1_000).toISOString()}, ${action} by ${actor}`;
