import parsePhoneNumber from 'libphonenumber-js/max';
import { emailForm } from '@callmesh/claim-check';
import type { CallMetadata } from './call-metadata.js';

/** A number for the vault. */
export interface PartyNumber {
  /** The customer's number makes the event's party; the other end is the company's own line. */
  readonly role: 'customer' | 'line' | 'party';
  /** E.164 where it can be told, else the digits as given. */
  readonly value: string;
}

/** @returns E.164 (`+14155550100`); the bare digits when no country can be told; null when there is no number (anonymous callers). */
export function normaliseNumber(given: string): string | null {
  const bare = given.replace(/^(tel|sips?):/i, '').replace(/[@;].*$/, '');
  const parsed = parsePhoneNumber(bare.startsWith('00') ? `+${bare.slice(2)}` : bare);
  if (parsed?.isPossible()) return parsed.number;
  const digits = bare.replace(/[^\d+]/g, '');
  return digits.replace(/\D/g, '').length >= 3 ? digits : null;
}

/** The call's numbers: the customer is the caller of an inbound call and the called of an outbound one. Without a direction nobody is. */
export function partyNumbers({ direction, from, to }: CallMetadata): PartyNumber[] {
  const customer = direction === 'inbound' ? from : direction === 'outbound' ? to : null;
  const line = direction === 'inbound' ? to : direction === 'outbound' ? from : null;
  const others = direction === 'unknown' ? [from, to] : [];
  const number = (role: PartyNumber['role'], given: string | null): PartyNumber[] => {
    const value = given === null ? null : normaliseNumber(given);
    return value === null ? [] : [{ role, value }];
  };
  return [...number('customer', customer), ...number('line', line), ...others.flatMap((given) => number('party', given))];
}

/** What a source says of who was on the call beside numbers. */
export interface KnownParty {
  readonly type: 'PERSON' | 'EMAIL';
  readonly value: string;
  /** Forms by which the conversation is found, should that person ask to be forgotten. */
  readonly parties: readonly string[];
}

export function knownParties({ customerName, customerEmail, agentName }: CallMetadata): KnownParty[] {
  const named = [customerName, agentName].flatMap((value): KnownParty[] => (value === null ? [] : [{ type: 'PERSON', value, parties: [] }]));
  return customerEmail === null ? named : [...named, { type: 'EMAIL', value: customerEmail, parties: [emailForm(customerEmail)] }];
}
