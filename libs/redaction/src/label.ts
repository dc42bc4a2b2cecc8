import type { Run } from './runs.js';

/** Things, and what is counted or measured of them: a number right behind one of these is the thing's. */
const THINGS = new Set(
  (
    'order invoice ticket tkt case claim ref reference booking parcel shipment waybill awb docket consignment pallet container barcode ' +
    'sku serial imei iccid sim tag terminal rrn stan sample lab form build checksum version firmware release port row route vehicle ' +
    'platform station channel page table bay belt gate seat room lot batch part model product item policy pol plan meter flight fare ' +
    'scratch promo voucher coupon branch score reading error http log job quote estimate rx prescription fault outage count pos token ' +
    'transaction txn trn utr auth approval registration chassis engine frame vin plate receipt contract warranty rma return tracking ' +
    'label sheet sticker box candidate certificate unit hymn student employee staff badge payroll exam application complaint bus train coach temperature ' +
    'pressure pulse weight height width length'
  ).split(' '),
);
/** Say nothing about what the number is. */
const LINKS = new Set("is was are were says said say reads read number numbers no nr num id ids code codes ref it's its the a an of number's num's called shows gives".split(' '));
const OF_A_PRODUCT = new Set(['software', 'product', 'windows', 'office', 'user', 'tv']);
/** Words looked at before a number, and how far they may be. */
const MAX_WORDS = 4;
const MAX_BACK = 48;

/** Is the number said to be a thing's by the word right before it: "the bag tag is zero one five seven", "AWB 77104428931"? */
export function isOfThing(run: Run, textOf: (utterance: number) => string): boolean {
  const [first] = run;
  if (first === undefined || first.start === 0) return false;
  const before = textOf(first.utterance).slice(Math.max(0, first.start - MAX_BACK), first.start).toLowerCase();
  // Another number, or a stop, is the end of what belongs to this one.
  const clause = /[^\d.,;!?\u0001\u0002[\]]*$/.exec(before)?.[0] ?? '';
  const words = clause.match(/[\p{L}'-]+/gu) ?? [];
  for (let at = words.length - 1; at >= Math.max(0, words.length - MAX_WORDS); at -= 1) {
    const word = words[at] ?? '';
    if (THINGS.has(word) || THINGS.has(word.replace(/(?:'s|s)$/, ''))) return true;
    if (/^licen[cs]e$/.test(word) && OF_A_PRODUCT.has(words[at - 1] ?? '')) return true;
    if (!LINKS.has(word)) return false;
  }
  return false;
}

const ENDING = /\b(?:end(?:s|ing|ed)?|finish(?:es|ing|ed)?)(?: in| with| on)? {0,2}$/i;
/** What ends so, by the last word for it before. */
const ENDS: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['PHONE', /\b(?:phone|mobile|cell|landline|number|line|whatsapp)(?:'s)?\b/gi],
  ['BANK_ACCOUNT', /\b(?:account|acct|a\/c|iban|savings|checking)\b/gi],
  ['SSN', /\b(?:social|ssn)\b/gi],
  ['CREDIT_CARD', /\b(?:card|visa|mastercard|amex|debit|credit|verve|maestro|one)\b/gi],
];

/** The type of a number that is named by its end: "the wife's cell ends in 4430"; a card's where nothing is said. Null where it is not named so. */
export function typeByEnding(run: Run, textOf: (utterance: number) => string): string | null {
  const [first] = run;
  if (first === undefined) return null;
  const before = textOf(first.utterance).slice(Math.max(0, first.start - 60), first.start);
  const ending = ENDING.exec(before);
  if (ending === null) return null;
  const named = before.slice(0, ending.index);
  let best = -1;
  let type = 'CREDIT_CARD';
  for (const [kind, pattern] of ENDS) {
    const last = [...named.matchAll(pattern)].at(-1)?.index ?? -1;
    if (last > best) [best, type] = [last, kind];
  }
  return type;
}
