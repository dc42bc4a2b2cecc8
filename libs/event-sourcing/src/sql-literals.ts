import pg from 'pg';
import { DomainError } from './decider.js';

/** Characters that mean nothing inside quotes, so that most values need no escaping at all. */
const PLAIN = /^[\w.,:;/+@{}" -]*$/;

/** A text constant. @throws DomainError TEXT.HAS_NUL: Postgres text cannot hold that character. */
export function literal(value: string | null): string {
  if (value === null) return 'null';
  if (PLAIN.test(value)) return `'${value}'`;
  if (value.includes('\0')) throw new DomainError('TEXT.HAS_NUL', 'a text to be stored holds a NUL character: remove it');
  return pg.escapeLiteral(value);
}

/** A `text[]` (or `uuid[]`) constant. */
export function arrayLiteral(values: readonly (string | null)[]): string {
  const elements = values.map((value) => (value === null ? 'null' : `"${value.replace(/["\\]/g, '\\$&')}"`));
  return literal(`{${elements.join(',')}}`);
}

/** A `bytea` expression of the blocks end to end. Base64 needs no escaping and is two thirds of hex. */
export function bytesLiteral(blocks: readonly Buffer[]): string {
  return `decode('${Buffer.concat(blocks).toString('base64')}','base64')`;
}
