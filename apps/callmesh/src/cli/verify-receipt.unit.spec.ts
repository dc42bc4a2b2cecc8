import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createReceiptSigner } from '@callmesh/claim-check';
import { verifyReceipt } from './verify-receipt.js';

const signer = createReceiptSigner(Buffer.alloc(32, 9).toString('base64'));
const receipt = signer.sign({ format: 'callmesh-erasure-receipt/1', erasureId: 'e-1', finishedAt: '2026-11-21T18:00:00.000Z', conversations: [{ conversationId: 'c', services: [] }] });

describe('a receipt', () => {
  let folder: string;
  const verify = async (content: string): Promise<unknown> => {
    const file = path.join(folder, 'receipt.json');
    await writeFile(file, content);
    return verifyReceipt(file, [signer.publicKey]).catch((error: unknown) => (error as { code: string }).code);
  };
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'callmesh-receipt-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('holds, alone and inside the answer that brought it, however it is laid out', async () => {
    const holds = { valid: true, erasureId: 'e-1', conversations: 1, keyId: signer.keyId };
    expect(await verify(JSON.stringify(receipt))).toMatchObject(holds);
    expect(await verify(JSON.stringify({ id: 'e-1', receipt }, null, 4))).toMatchObject(holds);
  });

  it('does not hold once a word of it is another, or when somebody else signed it', async () => {
    expect(await verify(JSON.stringify({ ...receipt, finishedAt: '2026-11-20T18:00:00.000Z' }))).toBe('RECEIPT.FORGED');
    const { signature: _, ...bare } = receipt;
    expect(await verify(JSON.stringify(createReceiptSigner(Buffer.alloc(32, 1).toString('base64')).sign(bare)))).toBe('RECEIPT.FORGED');
  });

  it.each(['no JSON', '{}', '{"receipt": null}', '[]', 'null'])('is none: %s', async (content) => expect(await verify(content)).toBe('RECEIPT.UNREADABLE'));
});
