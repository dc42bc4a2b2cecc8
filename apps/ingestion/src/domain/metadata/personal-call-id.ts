import type { CallMetadata } from './call-metadata.js';
import { dialledNumbers } from './dialled-numbers.js';
import { partyNumbers } from './parties.js';

/** With its country code, as it is dialled or as a SIP address has it. */
const NUMBER = /(?:\+|%2b)\d(?:[\s().-]?\d){7,14}/i;
const ADDRESS = /[^\s@:;,<>]+@[^\s@]+\.[a-z]{2,}/i;
/** Without country code and trunk prefix: what a number has in every way of writing it. */
const NATIONAL_DIGITS = 9;
/** A shorter one is an extension, and is in any id by chance. */
const SHORTEST = 7;

/**
 * Whether a platform made its id of a call from who called: a number or an address stands in it, the digits of somebody who took part, or beside other
 * things a group of digits that can be dialled where the call was. The company's own line is nobody. Digits alone are the platform's own: two calls of one
 * number could not both have them.
 */
export function namesSomebody(callId: string, metadata: CallMetadata): boolean {
  if (NUMBER.test(callId) || ADDRESS.test(callId)) return true;
  const digits = callId.replace(/\D/g, '');
  return partyNumbers(metadata).some(({ role, value }) => {
    const own = value.replace(/\D/g, '').slice(-NATIONAL_DIGITS);
    return role !== 'line' && own.length >= SHORTEST && digits.includes(own);
  }) || dialledNumbers(callId, metadata).some((group) => group !== callId);
}
