import { createCipheriv } from 'node:crypto';
import { NONCE_BYTES, open, TAG_BYTES } from './aead.js';
import { freshNonce } from './nonces.js';

const KEY_ID_BYTES = 16;
const CLEAR_AT = KEY_ID_BYTES + NONCE_BYTES;

/** The 16 bytes of a UUID. */
export const uuidBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

/** A key to seal texts with, in the form that costs least for each of them. */
export interface TextKey {
  /** {@link uuidBytes} of the data key's id. */
  readonly id: Buffer;
  readonly key: Buffer;
}

/**
 * A short text sealed on its own: key id (16 bytes), nonce (12), ciphertext, tag (16). Written into one buffer: it happens several
 * times per event, and each small buffer costs as much as the encryption of a sentence.
 * @param place bound as associated data, so that the bytes open nowhere else.
 */
export function sealText({ id, key }: TextKey, clear: string, place: Buffer): Buffer {
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(place);
  const text = cipher.update(clear, 'utf8');
  // A stream cipher has nothing left to say, but GCM makes its tag here.
  cipher.final();
  const sealed = Buffer.allocUnsafe(CLEAR_AT + text.length + TAG_BYTES);
  sealed.set(id, 0);
  sealed.set(nonce, KEY_ID_BYTES);
  sealed.set(text, CLEAR_AT);
  sealed.set(cipher.getAuthTag(), CLEAR_AT + text.length);
  return sealed;
}

/** The text, or null when it was sealed with another key, for another place, or was changed. */
export function openText({ id, key }: TextKey, sealed: Buffer, place: Buffer): string | null {
  if (!sealed.subarray(0, KEY_ID_BYTES).equals(id)) return null;
  const nonce = sealed.subarray(KEY_ID_BYTES, CLEAR_AT);
  if (nonce.length < NONCE_BYTES) return null;
  return open(key, nonce, sealed.subarray(CLEAR_AT), place)?.toString('utf8') ?? null;
}
