import { createHash, randomBytes, randomInt } from 'node:crypto';

const PREFIX_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const PREFIX_LENGTH = 8;
const SHAPE = /^cm_([a-z0-9]{8})_([A-Za-z0-9_-]{43})$/;

/** A key in clear, which exists only while it is made, shown once, or presented by a caller. */
export interface ApiKey {
  /** Public part, shown in lists and logs. */
  readonly prefix: string;
  /** `cm_<prefix>_<secret>`. */
  readonly clear: string;
  /** sha-256 of the whole key. The secret has 256 random bits, so a plain hash cannot be guessed back. */
  readonly sha256: Buffer;
}

/** Makes a new key. */
export function newApiKey(): ApiKey {
  const prefix = Array.from({ length: PREFIX_LENGTH }, () => PREFIX_ALPHABET[randomInt(PREFIX_ALPHABET.length)]).join('');
  return asKey(prefix, `cm_${prefix}_${randomBytes(32).toString('base64url')}`);
}

/** @returns the key that an `Authorization: Bearer …` header presents; undefined when it does not look like one. */
export function parseApiKey(authorization: string | undefined): ApiKey | undefined {
  const clear = authorization?.replace(/^Bearer +/i, '').trim() ?? '';
  const prefix = SHAPE.exec(clear)?.[1];
  return prefix === undefined ? undefined : asKey(prefix, clear);
}

function asKey(prefix: string, clear: string): ApiKey {
  return { prefix, clear, sha256: createHash('sha256').update(clear).digest() };
}
