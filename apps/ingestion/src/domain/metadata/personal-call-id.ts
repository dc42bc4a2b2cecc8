import { partyNumbers } from './parties.js';
import type { CallMetadata } from './call-metadata.js';

/** With its country code, as it is dialled or as a SIP address has it. */
const NUMBER = /(?:\+|%2b)\d(?:[\s().-]?\d){7,14}/i;
const ADDRESS = /[^\s@:;,<>]+@[^\s@]+\.[a-z]{2,}/i;
/** Without country code and trunk prefix: what a number has in every way of writing it. */
const NATIONAL_DIGITS = 9;
/** A shorter one is an extension, and is in any id by chance. */
const SHORTEST = 7;

/**
 * Whether a platform made its id of a call from who called: a number or an address stands in it, or the digits of somebody who took part. The company's
 * own line is nobody. Digits that belong to no known party and follow no plus sign are taken for the platform's own.
 */
export function namesSomebody(callId: string, metadata: CallMetadata): boolean {
  if (NUMBER.test(callId) || ADDRESS.test(callId)) return true;
  const digits = callId.replace(/\D/g, '');
  return partyNumbers(metadata).some(({ role, value }) => {
    const own = value.replace(/\D/g, '').slice(-NATIONAL_DIGITS);
    return role !== 'line' && own.length >= SHORTEST && digits.includes(own);
  });
}
