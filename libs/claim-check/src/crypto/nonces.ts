import { randomFillSync } from 'node:crypto';
import { NONCE_BYTES } from './aead.js';

const POOL = Buffer.alloc(NONCE_BYTES * 512);
let used = POOL.length;

/** A random nonce that was never given before. Drawn many at once: one call to the system per field costs more than the encryption. */
export function freshNonce(): Buffer {
  if (used >= POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  const nonce = Buffer.from(POOL.subarray(used, used + NONCE_BYTES));
  used += NONCE_BYTES;
  return nonce;
}
