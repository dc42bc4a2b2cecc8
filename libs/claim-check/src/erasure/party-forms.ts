import { DomainError } from '@callmesh/contracts';

/** Who is looked for. */
export interface Person {
  readonly kind: 'phone' | 'e-mail' | 'crm-contact';
  /** The forms under which a conversation may name them. */
  readonly forms: readonly string[];
}

const PHONE = /^(?:tel:)?\+?[\d\s().\-/]{5,32}$/i;
const E_MAIL = /^[^\s@]+@[^\s@]+$/;
const CRM_CONTACT = /^(?:(?<destination>[a-z0-9-]{1,40}):)?(?<id>[A-Za-z0-9_-]{1,64})$/;
/** Country codes have one to three digits (ITU-T E.164). */
const COUNTRY_CODE = [1, 2, 3];
const SHORTEST_NATIONAL = 6;

const digitsOf = (number: string): string => number.replace(/\D/g, '');

/**
 * The one form under which a conversation keeps a number: with its country code where the number shows one, else as bare digits. Null
 * for what has too few digits to be anybody's.
 */
export function phoneForm(number: string): string | null {
  const digits = digitsOf(number);
  if (digits.length < 5) return null;
  return number.trim().startsWith('+') ? `phone:+${digits}` : `phone:${digits}`;
}

/** The one form under which a conversation keeps an address. */
export const emailForm = (address: string): string => `e-mail:${address.trim().toLowerCase()}`;

/** The one form under which a conversation keeps its contact in a CRM. */
export const contactForm = (destination: string, id: string): string => `crm-contact:${destination}:${id}`;

/**
 * Reads what a person is looked for by: `+14155550100`, `zeb@example.com`, `contact:<destination>:<id>` or a CRM contact's id.
 * A number with its country code also finds calls that named it without; one without finds only those.
 * @throws DomainError PERSON.UNREADABLE
 */
export function readPerson(given: string): Person {
  const text = given.trim();
  if (E_MAIL.test(text)) return { kind: 'e-mail', forms: [emailForm(text)] };
  if (PHONE.test(text) && (text.startsWith('+') || text.startsWith('tel:') || /[\s().\-/]/.test(text) || digitsOf(text).length >= 7)) return { kind: 'phone', forms: phoneForms(text.replace(/^tel:/i, '')) };
  const contact = CRM_CONTACT.exec(text.replace(/^contact:/, ''))?.groups;
  if (contact?.id === undefined) throw new DomainError('PERSON.UNREADABLE', 'a person is a phone number (+14155550100), an e-mail address, or a CRM contact (contact:hubspot:101)');
  return { kind: 'crm-contact', forms: [contactForm(contact.destination ?? 'hubspot', contact.id)] };
}

function phoneForms(number: string): string[] {
  const digits = digitsOf(number);
  if (!number.startsWith('+')) return [`phone:${digits}`];
  const national = COUNTRY_CODE.map((length) => digits.slice(length)).filter((rest) => rest.length >= SHORTEST_NATIONAL);
  return [`phone:+${digits}`, `phone:${digits}`, ...national.flatMap((rest) => [`phone:${rest}`, `phone:0${rest}`])];
}
