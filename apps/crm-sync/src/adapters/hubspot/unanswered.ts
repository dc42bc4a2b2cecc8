import type { Unanswered } from '../../domain/destination.errors.js';

// Codes of Node and undici for a request that never left.
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
const TIMED_OUT = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);

/** What may have happened to a request that brought no answer, and why in a few words. */
export function unansweredBecause(error: unknown): { unanswered: Unanswered; words: string } {
  const { code = '', name = '' } = error as { code?: string; name?: string };
  if (NEVER_SENT.has(code)) return { unanswered: 'not-done', words: `unreachable (${code})` };
  if (TIMED_OUT.has(code) || name === 'TimeoutError') return { unanswered: 'timed-out', words: 'no answer in time' };
  return { unanswered: 'cut', words: `the connection ended (${code || name || 'unknown'})` };
}
