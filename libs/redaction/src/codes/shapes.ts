import type { Finding } from '../finding.js';
import { isCpf, isDni, isIban, isPesel, passesLuhn, passesVerhoeff } from './check-digits.js';
import { matchesOf } from '../matches.js';

const digitsOf = (value: string): string => value.replace(/\D/g, '');

/** What is told by its shape alone, with its check digits where it has some. Every quantifier is bounded. */
const SHAPES: readonly (readonly [type: string, pattern: RegExp, check?: (value: string) => boolean])[] = [
  ['IBAN', /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b/g, (value) => isIban(value) || (value.replace(/[\s-]/g, '').length >= 15 && /^(?:AD|AE|AT|BE|BG|BR|CH|CY|CZ|DE|DK|EE|ES|FI|FR|GB|GR|HR|HU|IE|IL|IS|IT|KW|LI|LT|LU|LV|MC|MT|NL|NO|PK|PL|PT|QA|RO|RS|SA|SE|SI|SK|TR|UA)/.test(value))],
  ['BANK_ACCOUNT', /\b[A-Z]{4}0[A-Z0-9]{6}\b/g, (value) => /\d{4}$/.test(value)],
  ['NATIONAL_ID', /\b\d{6} \d{4} [01][89] \d\b/g],
  ['NATIONAL_ID', /\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/g],
  ['NATIONAL_ID', /\b[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]\b/g],
  ['NATIONAL_ID', /\b\d{3}\.\d{3}\.\d{3}-\d{2}\b/g],
  ['NATIONAL_ID', /\b(?:\d{8}|[XYZ]\d{7}|\d{2}\.\d{3}\.\d{3})-?[A-HJ-NP-TV-Z]\b/g, isDni],
  ['NATIONAL_ID', /\b[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]\b/g],
  ['NATIONAL_ID', /\b[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d\b/g],
  ['NATIONAL_ID', /\b756\.\d{4}\.\d{4}\.\d{2}\b/g],
  ['NATIONAL_ID', /(?<![\d-]|\d )\d{4} \d{4} \d{4}(?![\d-]| \d)/g, (value) => passesVerhoeff(digitsOf(value))],
  ['NATIONAL_ID', /(?<![\d.-])\d{11}(?![\d-])/g, (value) => isPesel(value) || isCpf(value)],
];
/** A card with its date and its code behind it: "4111 … 1111, 11/28, 402". */
const CARD_LINE = /(?<!\d)(\d(?:[ -]?\d){12,18})[ ,;]{1,3}(?:and |exp\.? ?)?((?:0[1-9]|1[0-2])\/(?:\d{4}|\d{2}))(?:[ ,;]{1,3}(?:cvv ?|cvc ?)?(\d{3,4}))?(?!\d)/dg;

/** Codes that need no word before them. */
export function findShapes(text: string, utterance: number): Finding[] {
  if (!/\d/.test(text)) return [];
  const found: Finding[] = [];
  const add = (type: string, start: number, end: number, reason: string, score: number): void => {
    found.push({ type, value: text.slice(start, end).replace(/[^\p{L}\p{N}]/gu, '').toUpperCase(), pieces: [{ utterance, start, end }], reason, score });
  };
  for (const [type, pattern, check] of SHAPES) for (const match of matchesOf(pattern, text)) if (check?.(match[0]) ?? true) add(type, match.index, match.index + match[0].length, 'has the shape of it', 0.95);
  for (const match of matchesOf(CARD_LINE, text)) {
    const [, card, expiry, code] = match.indices ?? [];
    if (card === undefined || expiry === undefined) continue;
    add('CREDIT_CARD', ...card, 'number with a card\'s date behind it', passesLuhn(digitsOf(match[1] ?? '')) ? 0.99 : 0.9);
    add('CARD_EXPIRY', ...expiry, 'date behind a card number', 0.9);
    if (code !== undefined) add('CVV', ...code, 'code behind a card\'s date', 0.9);
  }
  return found;
}
