import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createFileObjects } from '../store/file-objects.adapter.js';
import type { ObjectStore } from '../store/object-store.port.js';
import { createErasureLedger, type LedgerEntry } from './erasure-ledger.js';
import { createReceiptSigner, isSigned } from './signatures.js';

const key = (): string => randomBytes(32).toString('base64');
const [first, second, third] = [key(), key(), key()];
const entry: LedgerEntry = { format: 'callmesh-erasure/1', tenantId: 'acme', erasureId: 'e-1', askedAt: '2026-11-03T10:00:00.000Z', conversations: ['c-1'] };

describe('after rotations of the master key', () => {
  let folder: string;
  let objects: ObjectStore;
  const ledgerOf = (current: string, former: readonly string[] = []) => createErasureLedger(objects, () => Promise.resolve(createReceiptSigner(current, former)));

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'callmesh-ledger-'));
    objects = createFileObjects(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('a receipt from before verifies, also when the former master keys are gone', async () => {
    const receipt = createReceiptSigner(first).sign({ erasureId: 'e-1' });
    await ledgerOf(second, [first]).signAnew();
    await ledgerOf(third, [second]).signAnew();
    expect(isSigned(receipt, await ledgerOf(third).formerKeys())).toBe(true);
    expect(await ledgerOf(third).formerKeys()).toEqual([first, second].map((one) => createReceiptSigner(one).publicKey).sort());
    // The first one did not know what came after it.
    expect(await ledgerOf(first).formerKeys()).toEqual([]);
  });

  it('the ledger is trusted with the new master key alone, and what it signed already stays', async () => {
    await ledgerOf(first).append(entry);
    await ledgerOf(second).append({ ...entry, erasureId: 'e-2' });
    expect(await ledgerOf(second, [first]).signAnew()).toBe(1);
    expect((await ledgerOf(second).entries()).map(({ erasureId }) => erasureId).sort()).toEqual(['e-1', 'e-2']);
  });

  it('keys that somebody else put there are none', async () => {
    await ledgerOf(key(), [key()]).signAnew();
    expect(await ledgerOf(first).formerKeys()).toEqual([]);
  });
});
