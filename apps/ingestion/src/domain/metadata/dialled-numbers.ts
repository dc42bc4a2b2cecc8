import parsePhoneNumber from 'libphonenumber-js/max';
import type { CallMetadata } from './call-metadata.js';
import { partyNumbers } from './parties.js';

/** Digits that stand for themselves; with letters around them they are part of something else, and shorter ones are in any name by chance. */
const GROUP = /(?<![\p{L}\d])\+?\d{9,15}(?![\p{L}\d])/gu;
/** Drawn by a machine: no group of it means anything. */
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
/** Recorders stamp the time between the numbers: a date with or without its time, seconds or milliseconds since 1970. */
const TIME = /^(?:20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{0,6}|1[5-9]\d{8}|1[5-9]\d{11})$/;
/** Without country code and trunk prefix: what a number has in every way of writing it. */
const NATIONAL_DIGITS = 9;

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/**
 * Groups of digits in a name that can be dialled where the call was: recorders name calls and files `<kind>-<extension>-<number>-<date>-<time>`. A
 * number is taken with its country code, or as people write it in a country of the call's own numbers; where none is known, as in North America. The
 * company's own line is nobody's.
 * @param metadata null when nothing is known of the call.
 * @returns them as they stand there.
 */
export function dialledNumbers(name: string, metadata: CallMetadata | null): string[] {
  const groups = [...name.replace(UUID, (id) => '-'.repeat(id.length)).matchAll(GROUP)].map(([group]) => group);
  if (groups.length === 0) return [];
  const own = metadata ? partyNumbers(metadata) : [];
  const lines = own.flatMap(({ role, value }) => (role === 'line' ? [digitsOf(value).slice(-NATIONAL_DIGITS)] : []));
  const codes = new Set(own.flatMap(({ value }) => parsePhoneNumber(value)?.countryCallingCode ?? []));
  return groups.filter((group) => {
    const digits = digitsOf(group);
    if (lines.some((line) => digits.endsWith(line))) return false;
    if (group.startsWith('+')) return true;
    if (TIME.test(digits)) return false;
    return codes.size > 0 ? [...codes].some((code) => isDialled(digits, code)) : isDialled(digits, '1') || isWithCountryCode(digits);
  });
}

const isWithCountryCode = (digits: string): boolean => parsePhoneNumber(`+${digits}`)?.isValid() === true;

function isDialled(digits: string, code: string): boolean {
  if (digits.startsWith(code) && isWithCountryCode(digits)) return true;
  // A trunk zero is not said after a country code, but in Italy, where it belongs to the number.
  const forms = [digits, ...(digits.startsWith('0') ? [digits.slice(1)] : [])];
  return forms.some((form) => {
    const number = parsePhoneNumber(`+${code}${form}`);
    return number?.isValid() === true && (number.getType() === 'MOBILE' || digitsOf(number.formatNational()) === digits);
  });
}
