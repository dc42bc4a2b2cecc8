import { DomainError } from '@callmesh/contracts';
import type { ObjectStore } from '../store/object-store.port.js';
import { isSigned, type Signed, type ReceiptSigner } from './signatures.js';

const FOLDER = '.erasures';

/** What was to be erased, written down before it is. */
export interface LedgerEntry {
  readonly format: 'callmesh-erasure/1';
  readonly tenantId: string;
  readonly erasureId: string;
  /** ISO 8601 UTC. */
  readonly askedAt: string;
  readonly conversations: readonly string[];
}

/** The list of erasures beside the database: a restored backup knows nothing of those that came after it. */
export interface ErasureLedger {
  /** Durable when it resolves; the same entry may be written again. */
  append(entry: LedgerEntry): Promise<void>;
  /** Every entry, oldest first. @throws DomainError ERASURE.LEDGER_FORGED when one was not signed by this installation. */
  entries(): Promise<LedgerEntry[]>;
}

/** The ledger in the object store, one signed record per erasure. */
export function createErasureLedger(objects: ObjectStore, signer: ReceiptSigner): ErasureLedger {
  const trusted = [signer.publicKey, ...signer.former];
  return {
    append: (entry) => objects.putRecord(FOLDER, `${entry.tenantId}.${entry.erasureId}.json`, Buffer.from(JSON.stringify(signer.sign(entry)))),
    async entries() {
      const found: LedgerEntry[] = [];
      for await (const { name, content } of objects.records(FOLDER)) found.push(readEntry(name, content, trusted));
      return found.sort((a, b) => (a.askedAt < b.askedAt ? -1 : 1));
    },
  };
}

function readEntry(name: string, content: Buffer, trusted: readonly string[]): LedgerEntry {
  try {
    const entry = JSON.parse(content.toString()) as Signed<LedgerEntry>;
    if (entry.format === 'callmesh-erasure/1' && isSigned(entry, trusted)) return entry;
  } catch {
    // Said below.
  }
  throw new DomainError('ERASURE.LEDGER_FORGED', `${FOLDER}/${name} in the object store was not written by this installation, or not with this master key: nothing is erased by it. Give CALLMESH_MASTER_KEY the key that signed it, or remove the record`, { name });
}

/** Signs every entry anew, so that the ledger is trusted when a former master key is gone. @returns how many there are. */
export async function resignLedger(objects: ObjectStore, signer: ReceiptSigner): Promise<number> {
  const ledger = createErasureLedger(objects, signer);
  const entries = await ledger.entries();
  for (const entry of entries) await ledger.append(entry);
  return entries.length;
}
