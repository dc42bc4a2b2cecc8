import { readFile } from 'node:fs/promises';
import type { Signed } from '@callmesh/claim-check';
import { CliError, EXIT } from './cli.errors.js';

interface ReceiptFile {
  readonly format: string;
  readonly erasureId: string;
  readonly finishedAt: string;
  readonly conversations: readonly unknown[];
}

/** What is known of a receipt that holds. */
export interface VerifiedReceipt {
  readonly valid: true;
  readonly erasureId: string;
  readonly finishedAt: string;
  readonly conversations: number;
  readonly keyId: string;
}

/**
 * Verifies a receipt, alone or inside the answer that held it.
 * @param trusted public keys of the installation, base64 of SubjectPublicKeyInfo.
 * @throws CliError RECEIPT.UNREADABLE, RECEIPT.FORGED
 */
export async function verifyReceipt(file: string, trusted: readonly string[]): Promise<VerifiedReceipt> {
  const receipt = await readReceipt(file);
  const { isSigned } = await import('@callmesh/claim-check');
  if (!isSigned(receipt, trusted)) throw new CliError('RECEIPT.FORGED', 'the receipt was changed, or was not given by this installation', 'get it again with `callmesh --json erase show <id>`, and verify it with the public key of the installation that gave it: a running instance knows its former ones too');
  const { erasureId, finishedAt, conversations, signature } = receipt;
  return { valid: true, erasureId, finishedAt, conversations: conversations.length, keyId: signature.keyId };
}

async function readReceipt(file: string): Promise<Signed<ReceiptFile>> {
  const unreadable = (why: string): CliError => new CliError('RECEIPT.UNREADABLE', `${file} ${why}`, 'give the file that holds what `callmesh --json erase show <id>` printed', EXIT.usage);
  const text = await readFile(file, 'utf8').catch(() => {
    throw unreadable('cannot be read');
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw unreadable('is no JSON');
  }
  const inner = (parsed as { receipt?: unknown } | null)?.receipt ?? parsed;
  const receipt = inner as Partial<Signed<ReceiptFile>> | null;
  if (receipt?.format !== 'callmesh-erasure-receipt/1' || !Array.isArray(receipt.conversations) || typeof receipt.signature !== 'object') throw unreadable('holds no receipt of an erasure');
  return receipt as Signed<ReceiptFile>;
}
