import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

/** Bytes of an AES-256 key. */
export const KEY_BYTES = 32;
/** Bytes of a GCM nonce (NIST SP 800-38D §8.2). */
export const NONCE_BYTES = 12;
/** Bytes of a GCM tag; never shortened. */
export const TAG_BYTES = 16;

/** AES-256-GCM: ciphertext followed by its tag. */
export function seal(key: Buffer, nonce: Buffer, clear: Buffer, associated: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated);
  return Buffer.concat([cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
}

/** The clear bytes, or null when the tag does not fit: another key, another place, or changed bytes. */
export function open(key: Buffer, nonce: Buffer, sealed: Buffer, associated: Buffer): Buffer | null {
  if (sealed.length < TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associated).setAuthTag(sealed.subarray(-TAG_BYTES));
  const clear = decipher.update(sealed.subarray(0, -TAG_BYTES));
  try {
    return Buffer.concat([clear, decipher.final()]);
  } catch {
    return null;
  }
}

/** One key per use from one data key (HKDF-SHA-256, RFC 5869), so that a nonce is never shared between uses. */
export function deriveKey(key: Buffer, salt: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, use, KEY_BYTES));
}
