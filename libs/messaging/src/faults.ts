import { ParkingFull } from './parking/parking-full.js';
import { TransientError } from './reactor.js';

const PASSING_SQL = new Set(['40001', '40P01', '55P03', '57014']);
const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN']);
const FULL = new Set(['ENOSPC', 'EDQUOT']);
const SQL_STATE = /^[0-9A-Z]{5}$/;
const BROKEN_CONNECTION = /connection terminated|connection error|connection ended|timeout exceeded when trying to connect/i;

/**
 * Whether the database, the network or the disk is gone. Such a fault is no message's fault: the batch is rejected and comes again, for as
 * long as it takes, and nothing is parked.
 */
export function isInfrastructureFault(error: unknown): boolean {
  if (error instanceof ParkingFull) return true;
  const code = codeOf(error);
  if (UNREACHABLE.has(code) || FULL.has(code)) return true;
  // Connection exceptions, insufficient resources (a full disk), operator intervention, system errors.
  if (SQL_STATE.test(code) && !PASSING_SQL.has(code)) return /^(08|53|57|58)/.test(code);
  return error instanceof Error && BROKEN_CONNECTION.test(error.message);
}

/** Whether a fault passes by itself: a {@link TransientError}, anything marked `transient: true`, a lost race in the database. */
export function isTransient(error: unknown): boolean {
  if (error instanceof TransientError) return true;
  return (error as { transient?: unknown } | null)?.transient === true || PASSING_SQL.has(codeOf(error));
}

/** A fault's stable code: its own, or `SQL.<state>`, or `UNEXPECTED.<class>`. */
export function reasonCode(error: unknown): string {
  const code = codeOf(error);
  if (SQL_STATE.test(code)) return `SQL.${code}`;
  if (code) return code;
  if (error instanceof TransientError) return 'TRANSIENT.DID_NOT_PASS';
  return `UNEXPECTED.${error instanceof Error ? error.name : typeof error}`;
}

/**
 * What may be stored and shown of a fault. Errors with a code are ours, like transient ones, and carry no personal data; the words of others (a
 * driver's, a TypeError's) may quote a value, so only their place in the code is kept.
 */
export function safeReason(error: unknown): string {
  if (!(error instanceof Error)) return 'something other than an Error was thrown';
  const code = codeOf(error);
  if (error instanceof TransientError || (code && !SQL_STATE.test(code))) return error.message.slice(0, 1_000);
  const place = error.stack?.split('\n').find((line) => /^\s+at .*\.[jt]s/.test(line) && !line.includes('node_modules'));
  return `${error.name}${place ? ` ${place.trim().replace(/\(?(file:\/\/)?\/.*\/(?=[^/]+\/[^/]+\/[^/]+$)/, '(')}` : ''}`;
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
