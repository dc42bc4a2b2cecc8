import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** The ways in which people write a number into a CRM, most exact first; a number that cannot be read stands as it is. */
export function phoneForms(number: string): string[] {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return [number];
  const national = parsed.formatNational();
  const digits = parsed.nationalNumber;
  const grouped = national.replace(/[()]/g, '').trim().replace(/\s+/g, '-');
  return [...new Set([parsed.number, national, parsed.formatInternational(), digits, grouped, grouped.replaceAll('-', '.'), `${parsed.countryCallingCode}${digits}`])];
}

/** The text without the number, in whatever form somebody echoed it. */
export function withoutNumber(text: string, number: string, placeholder: string): string {
  return phoneForms(number)
    .sort((a, b) => b.length - a.length)
    .reduce((clean, form) => clean.replaceAll(form, placeholder), text);
}
