import { NONCE_BYTES, open, seal } from './aead.js';
import { freshNonce } from './nonces.js';

const KEY_ID_BYTES = 16;

const uuidToBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

/**
 * A short text sealed on its own: key id (16 bytes), nonce (12), ciphertext, tag (16).
 * @param place bound as associated data, so that the bytes open nowhere else.
 */
export function sealText(keyId: string, key: Buffer, clear: string, place: string): Buffer {
  const nonce = freshNonce();
  return Buffer.concat([uuidToBytes(keyId), nonce, seal(key, nonce, Buffer.from(clear, 'utf8'), Buffer.from(place, 'utf8'))]);
}

/** The text, or null when it was sealed with another key, for another place, or was changed. */
export function openText(keyId: string, key: Buffer, sealed: Buffer, place: string): string | null {
  if (!sealed.subarray(0, KEY_ID_BYTES).equals(uuidToBytes(keyId))) return null;
  const nonce = sealed.subarray(KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES);
  if (nonce.length < NONCE_BYTES) return null;
  return open(key, nonce, sealed.subarray(KEY_ID_BYTES + NONCE_BYTES), Buffer.from(place, 'utf8'))?.toString('utf8') ?? null;
}
