import { DomainError } from '@callmesh/contracts';
import type { ObjectStore } from '../store/object-store.port.js';
import { isSigned, type CurrentSigner, type ReceiptSigner, type Signed } from './signatures.js';

const FOLDER = '.erasures';
const KEYS_FOLDER = '.receipt-keys';

/** Which keys signed in this installation's name before: public halves alone. */
interface FormerKeys {
  readonly format: 'callmesh-receipt-keys/1';
  readonly publicKeys: readonly string[];
}

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
  /**
   * After a rotation of the master key: signs anew what a former key signed, and notes which keys those are, so that the ledger is trusted
   * and receipts verify when the former master keys are gone. @returns how many entries were signed anew.
   */
  signAnew(): Promise<number>;
  /** Public keys that have signed receipts before the current one: SubjectPublicKeyInfo, DER, base64. */
  formerKeys(): Promise<string[]>;
}

/** The ledger in the object store, one signed record per erasure. */
export function createErasureLedger(objects: ObjectStore, current: CurrentSigner): ErasureLedger {
  const write = (signer: ReceiptSigner, folder: string, name: string, document: object): Promise<void> => objects.putRecord(folder, name, Buffer.from(JSON.stringify(signer.sign(document))));
  const append = (signer: ReceiptSigner, entry: LedgerEntry): Promise<void> => write(signer, FOLDER, `${entry.tenantId}.${entry.erasureId}.json`, entry);
  const signed = async (signer: ReceiptSigner): Promise<Signed<LedgerEntry>[]> => {
    const found: Signed<LedgerEntry>[] = [];
    for await (const { name, content } of objects.records(FOLDER)) found.push(readEntry(name, content, trustedBy(signer)));
    return found.sort((a, b) => (a.askedAt < b.askedAt ? -1 : 1));
  };
  const formerKeys = async (signer: ReceiptSigner): Promise<string[]> => {
    const known = new Set(signer.former);
    for await (const { content } of objects.records(KEYS_FOLDER)) for (const key of readKeys(content, trustedBy(signer))) known.add(key);
    known.delete(signer.publicKey);
    return [...known].sort();
  };
  return {
    append: async (entry) => append(await current(), entry),
    entries: async () => (await signed(await current())).map(({ signature: _, ...entry }) => entry),
    formerKeys: async () => formerKeys(await current()),
    async signAnew() {
      const signer = await current();
      if (signer.former.length === 0) return 0;
      await write(signer, KEYS_FOLDER, 'former.json', { format: 'callmesh-receipt-keys/1', publicKeys: await formerKeys(signer) } satisfies FormerKeys);
      const former = (await signed(signer)).filter(({ signature }) => signature.publicKey !== signer.publicKey);
      for (const { signature: _, ...entry } of former) await append(signer, entry);
      return former.length;
    },
  };
}

const trustedBy = ({ publicKey, former }: ReceiptSigner): string[] => [publicKey, ...former];

/** What nobody of this installation signed says nothing. */
function readKeys(content: Buffer, trusted: readonly string[]): readonly string[] {
  try {
    const kept = JSON.parse(content.toString()) as Signed<FormerKeys>;
    return kept.format === 'callmesh-receipt-keys/1' && isSigned(kept, trusted) ? kept.publicKeys : [];
  } catch {
    return [];
  }
}

function readEntry(name: string, content: Buffer, trusted: readonly string[]): Signed<LedgerEntry> {
  try {
    const entry = JSON.parse(content.toString()) as Signed<LedgerEntry>;
    if (entry.format === 'callmesh-erasure/1' && isSigned(entry, trusted)) return entry;
  } catch {
    // Said below.
  }
  throw new DomainError('ERASURE.LEDGER_FORGED', `${FOLDER}/${name} in the object store was not written by this installation, or not with this master key: nothing is erased by it. Give CALLMESH_MASTER_KEY the key that signed it, or remove the record`, { name });
}
