import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { DomainError } from '@callmesh/contracts';
import type { Kms } from '../kms.port.js';
import type { KeeperCalls } from '../schema/keeper-calls.js';
import { sha256 } from './audit-digest.js';

/** Signs what has to be provable outside the database: seals of the audit, checkpoints, receipts. Ed25519. */
export interface Signer {
  readonly keyId: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
  sign(content: Buffer): Buffer;
}

/** `ed25519-` and the start of the public key's SHA-256: whoever has the id can check a public key against it. */
export const signingKeyId = (publicKey: Buffer): string => `ed25519-${sha256(publicKey).toString('hex').slice(0, 32)}`;

/** Whether a signature is that key's; false for what is no key or no signature at all. */
export function isSignedBy(publicKey: Buffer, content: Buffer, signature: Buffer): boolean {
  try {
    return verify(null, content, createPublicKey({ key: publicKey, format: 'der', type: 'spki' }), signature);
  } catch {
    return false;
  }
}

/** Binds a wrapped signing key to its use: a conversation's key in its place does not open. */
export const signingContext = (keyId: string): string => `callmesh signing key 1\n${keyId}`;

/** Every signing key that the master key opens, the newest first; one that was put there without it is not among them. */
export async function openSigners(calls: KeeperCalls, kms: Kms): Promise<Signer[]> {
  const rows = await calls.signingKeys();
  const opened = await Promise.allSettled(rows.map(async ({ key_id: keyId, master, wrapped_key: wrapped }) => signerOf(keyId, await kms.unwrap({ masterKeyId: master, wrapped }, signingContext(keyId)))));
  const [fault] = opened.filter((one) => one.status === 'rejected');
  const signers = opened.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
  if (signers.length === 0 && fault) throw fault.reason;
  return signers;
}

/** The installation's signing key, made when there is none. */
export async function openSigner(calls: KeeperCalls, kms: Kms): Promise<Signer> {
  const [known] = await openSigners(calls, kms);
  if (known) return known;
  const pair = generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' });
  const keyId = signingKeyId(publicKey);
  const privateKey = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  const { masterKeyId, wrapped } = await kms.wrap(privateKey, signingContext(keyId));
  privateKey.fill(0);
  await calls.addSigningKey(keyId, publicKey, masterKeyId, wrapped);
  const [first] = await openSigners(calls, kms);
  if (!first) throw new Error('the signing key that was just stored is not there');
  return first;
}

function signerOf(keyId: string, pkcs8: Buffer): Signer {
  const privateKey: KeyObject = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  pkcs8.fill(0);
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  if (signingKeyId(publicKey) !== keyId) throw new DomainError('AUDIT.BAD_SIGNING_KEY', `signing key ${keyId} of schema vault is not what its id says: restore vault.signing_keys from a backup`, { keyId });
  return { keyId, publicKey, sign: (content) => sign(null, content, privateKey) };
}
