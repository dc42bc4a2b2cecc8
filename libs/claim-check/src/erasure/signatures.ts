import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign, verify, type KeyObject } from 'node:crypto';

/** How a document was signed; `value` and `publicKey` (SubjectPublicKeyInfo, DER) in base64. */
export interface Signature {
  readonly algorithm: 'Ed25519';
  /** Start of the SHA-256 of the public key. */
  readonly keyId: string;
  readonly publicKey: string;
  readonly value: string;
}

/** A document with its signature, which is made over {@link canonical} of all the rest. */
export type Signed<T extends object> = T & { readonly signature: Signature };

/** Signs in the name of an installation. */
export interface ReceiptSigner {
  readonly keyId: string;
  /** SubjectPublicKeyInfo, DER, base64. */
  readonly publicKey: string;
  /** Public keys of the master keys before this one: what they signed still holds. */
  readonly former: readonly string[];
  sign<T extends object>(document: T): Signed<T>;
}

/** Who signs now: a rotation of the master key gives another one while the process runs. */
export type CurrentSigner = () => Promise<ReceiptSigner>;

/** Nest injection token of the installation's {@link CurrentSigner}. */
export const RECEIPT_SIGNER = Symbol('ReceiptSigner');

/** PKCS #8 around the 32 bytes of an Ed25519 key (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * An installation's signing key, derived from its master key (HKDF-SHA-256), so that nothing more has to be kept. What it has signed
 * can be verified with the public key alone.
 * @param masterKey base64 of 32 bytes.
 * @param formerKeys master keys before it, after a rotation.
 */
export function createReceiptSigner(masterKey: string, formerKeys: readonly string[] = []): ReceiptSigner {
  const privateKey = signingKeyOf(masterKey);
  const publicKey = publicKeyOf(privateKey);
  const keyId = keyIdOf(publicKey);
  return {
    keyId,
    publicKey: publicKey.toString('base64'),
    former: formerKeys.map((key) => publicKeyOf(signingKeyOf(key)).toString('base64')),
    sign(document) {
      const value = sign(null, Buffer.from(canonical(document)), privateKey).toString('base64');
      return { ...document, signature: { algorithm: 'Ed25519', keyId, publicKey: publicKey.toString('base64'), value } };
    },
  };
}

/**
 * Whether a document is as one of these keys signed it.
 * @param trusted public keys, base64 of SubjectPublicKeyInfo; the one inside the document proves nothing by itself.
 */
export function isSigned(document: Signed<object>, trusted: readonly string[]): boolean {
  const { signature, ...rest } = document;
  if (signature.algorithm !== 'Ed25519' || !trusted.includes(signature.publicKey)) return false;
  return verify(null, Buffer.from(canonical(rest)), keyFrom(signature.publicKey), Buffer.from(signature.value, 'base64'));
}

/** One text for one document, whoever wrote it: JSON without spaces, the names of each object in the order of their code units. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}

function signingKeyOf(masterKey: string): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', Buffer.from(masterKey, 'base64'), Buffer.alloc(0), 'callmesh receipts 1', 32));
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}

const publicKeyOf = (privateKey: KeyObject): Buffer => createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
const keyFrom = (publicKey: string): KeyObject => createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
const keyIdOf = (publicKey: Buffer): string => createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
