import pg from 'pg';
import { DomainError } from './decider.js';

/** Elements of an array that need no quotes. */
const PLAIN = /^[\w.:+-]+$/;

function refuseNul(value: string): string {
  if (value.includes('\0')) throw new DomainError('TEXT.HAS_NUL', 'a text to be stored holds a NUL character: remove it');
  return value;
}

/** A text constant for SQL. @throws DomainError TEXT.HAS_NUL: Postgres text cannot hold that character. */
export function literal(value: string): string {
  return pg.escapeLiteral(refuseNul(value));
}

function element(value: string | number | null): string | number {
  if (value === null || typeof value === 'number') return value ?? 'null';
  if (PLAIN.test(value) && value.toLowerCase() !== 'null') return value;
  return `"${refuseNul(value).replace(/["\\]/g, '\\$&')}"`;
}

/**
 * An array as the text of a parameter (`$1::text[]`). Written by hand: the driver's own way through arrays costs as much as the rest of an append.
 * @throws DomainError TEXT.HAS_NUL
 */
export function arrayParameter<T>(of: readonly T[], pick: (one: T) => string | number | null): string {
  return `{${of.map((one) => element(pick(one))).join(',')}}`;
}
