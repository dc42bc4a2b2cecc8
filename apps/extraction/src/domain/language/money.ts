import { findNumbers, smallNumber, type NumberMention } from './numbers.js';
import type { Sentence, Token } from './tokens.js';

/** An amount that was said; decimal, with its ISO 4217 code where one was said or the country settles it. */
export interface Money {
  readonly value: string;
  readonly currency: string | null;
  readonly from: number;
  readonly to: number;
}

const CODES = ['usd', 'eur', 'gbp', 'aud', 'cad', 'nzd', 'sgd', 'hkd', 'inr', 'zar', 'aed', 'chf', 'sek', 'nok', 'dkk', 'jpy', 'pln', 'ngn', 'mxn', 'brl', 'thb', 'myr', 'try', 'kes', 'czk', 'huf', 'ron', 'ils', 'sar', 'qar'];
const CURRENCIES = new Map<string, string>([
  ...CODES.map((code): [string, string] => [code, code.toUpperCase()]),
  ['€', 'EUR'], ['euro', 'EUR'], ['euros', 'EUR'], ['£', 'GBP'], ['pound', 'GBP'], ['pounds', 'GBP'], ['quid', 'GBP'], ['₹', 'INR'], ['rupee', 'INR'], ['rupees', 'INR'], ['rs', 'INR'],
  ['rand', 'ZAR'], ['rands', 'ZAR'], ['dirham', 'AED'], ['dirhams', 'AED'], ['franc', 'CHF'], ['francs', 'CHF'], ['¥', 'JPY'], ['yen', 'JPY'], ['zloty', 'PLN'], ['zlotys', 'PLN'], ['naira', 'NGN'],
  ['baht', 'THB'], ['ringgit', 'MYR'], ['lira', 'TRY'], ['reais', 'BRL'], ['yuan', 'CNY'], ['rmb', 'CNY'], ['shekels', 'ILS'], ['forint', 'HUF'], ['riyals', 'SAR'],
]);
/** Names that several countries give to their money. */
const DOLLARS = new Set(['$', 'dollar', 'dollars', 'bucks', 'buck']);
const CROWNS = new Set(['krona', 'kronor', 'krone', 'kroner', 'crowns', 'koruna']);
const PESOS = new Set(['peso', 'pesos']);
const SHILLINGS = new Set(['shilling', 'shillings']);
const CENTS = new Set(['cent', 'cents', 'pence', 'p', 'penny', 'pennies', 'paise', 'c']);
const NATIONS = new Map([['us', 'USD'], ['american', 'USD'], ['canadian', 'CAD'], ['australian', 'AUD'], ['aussie', 'AUD'], ['singapore', 'SGD'], ['swiss', 'CHF'], ['british', 'GBP']]);

const CANADA = /^(?:Canada\/|America\/(?:Toronto|Vancouver|Montreal|Winnipeg|Edmonton|Halifax|Regina|St_Johns|Moncton|Calgary|Whitehorse|Yellowknife|Iqaluit|Thunder_Bay|Goose_Bay))/;

/** What "dollars" are where the call is. */
function dollarsIn(zone: string): string {
  if (zone.startsWith('Australia/')) return 'AUD';
  if (zone === 'Pacific/Auckland' || zone === 'Pacific/Chatham') return 'NZD';
  if (CANADA.test(zone)) return 'CAD';
  if (zone === 'Asia/Singapore') return 'SGD';
  return zone === 'Asia/Hong_Kong' ? 'HKD' : 'USD';
}

const MONEY_OF_ZONE: readonly (readonly [RegExp, string])[] = [
  [/^Europe\/(?:London|Belfast|Jersey|Guernsey|Isle_of_Man)$/, 'GBP'],
  [/^Europe\/(?:Berlin|Paris|Dublin|Madrid|Rome|Amsterdam|Brussels|Vienna|Lisbon|Athens|Helsinki|Luxembourg|Malta|Zagreb|Bratislava|Ljubljana|Tallinn|Riga|Vilnius)$/, 'EUR'],
  [/^(?:America\/(?:New_York|Chicago|Denver|Phoenix|Los_Angeles|Detroit|Boise|Anchorage|Indiana)|US\/|Pacific\/Honolulu)/, 'USD'],
  [/^Asia\/(?:Kolkata|Calcutta)$/, 'INR'], [/^Africa\/Johannesburg$/, 'ZAR'], [/^Asia\/Dubai$/, 'AED'], [/^Africa\/Lagos$/, 'NGN'], [/^Africa\/Nairobi$/, 'KES'],
  [/^Europe\/Stockholm$/, 'SEK'], [/^Europe\/Oslo$/, 'NOK'], [/^Europe\/Copenhagen$/, 'DKK'], [/^Europe\/Warsaw$/, 'PLN'], [/^Europe\/Prague$/, 'CZK'], [/^Europe\/Zurich$/, 'CHF'],
  [/^Asia\/Karachi$/, 'PKR'], [/^Asia\/Manila$/, 'PHP'], [/^Asia\/Kuala_Lumpur$/, 'MYR'], [/^Asia\/Tokyo$/, 'JPY'],
];

/** The money of the country, for slang that names none ("a grand") and for prices without it. */
export function moneyOf(zone: string): string | null {
  const known = MONEY_OF_ZONE.find(([zones]) => zones.test(zone));
  if (known) return known[1];
  const dollars = dollarsIn(zone);
  return dollars === 'USD' ? null : dollars;
}

const RAND_ZONE = 'Africa/Johannesburg';

/** "R1,250" is money in South Africa, and no id. */
export const isRand = (tokens: readonly Token[], { from }: NumberMention, zone: string): boolean => zone === RAND_ZONE && tokens[from - 1]?.text === 'r' && tokens[from]?.glue === '';

function currencyOf(text: string | undefined, nation: string | undefined, zone: string): string | null {
  if (text === undefined) return null;
  if (text === 'r') return zone === RAND_ZONE ? 'ZAR' : null;
  const named = NATIONS.get(nation ?? '');
  if (DOLLARS.has(text)) return named ?? (nation === 'zealand' ? 'NZD' : dollarsIn(zone));
  // Crowns are teeth, too, but where they are money.
  if (text === 'crowns' && zone !== '' && !/Oslo|Copenhagen|Prague|Stockholm/.test(zone)) return null;
  if (CROWNS.has(text)) return /Oslo/.test(zone) ? 'NOK' : /Copenhagen/.test(zone) ? 'DKK' : /Prague/.test(zone) ? 'CZK' : 'SEK';
  if (PESOS.has(text)) return zone === 'Asia/Manila' ? 'PHP' : /Bogota/.test(zone) ? 'COP' : /Buenos|Argentina/.test(zone) ? 'ARS' : 'MXN';
  if (SHILLINGS.has(text)) return /Kampala/.test(zone) ? 'UGX' : /Dar_es/.test(zone) ? 'TZS' : 'KES';
  if ((text === 'rupee' || text === 'rupees' || text === 'rs') && zone !== '') return /Karachi/.test(zone) ? 'PKR' : /Colombo/.test(zone) ? 'LKR' : /Kathmandu|Katmandu/.test(zone) ? 'NPR' : 'INR';
  return CURRENCIES.get(text) ?? null;
}

/** "Eighty nine ninety" is 89.90, "one fifty seven fifty" 157.50, "one twenty" 120; null when the words are no price that is said so. */
export function spokenPrice(tokens: readonly Token[], number: NumberMention): string | null {
  const words = tokens.slice(number.from, number.to).map((t) => t.text);
  if (words.some((w) => /\d/.test(w))) return null;
  // "A hundred and sixty two fifty" is 162.50.
  const hundreds = words[1] === 'hundred' ? (words[0] === 'a' ? 1 : smallNumber(words[0])) : null;
  const parts: number[] = [];
  for (const word of hundreds === null ? words : words.slice(words[2] === 'and' ? 3 : 2)) {
    const value = smallNumber(word);
    if (value === null) return null;
    const last = parts.at(-1);
    if (last !== undefined && last >= 20 && last % 10 === 0 && value > 0 && value < 10) parts[parts.length - 1] = last + value;
    else parts.push(value);
  }
  const [a = 0, b = 0, c = 0] = parts;
  if (hundreds !== null) return parts.length === 2 && hundreds < 10 && a >= 1 && b >= 10 ? `${hundreds * 100 + a}.${b}` : null;
  if (parts.length === 2 && a >= 10 && b >= 10) return `${a}.${b}`;
  if (parts.length === 3 && a >= 1 && a < 10 && b >= 10 && c >= 10) return `${a}${b}.${c}`;
  return parts.length === 2 && a >= 1 && a < 10 && b >= 10 ? String(a * 100 + b) : null;
}

const BIG = new Map([['grand', 1_000], ['k', 1_000], ['thousand', 1_000], ['million', 1_000_000], ['lakh', 100_000], ['lakhs', 100_000]]);
const decimals = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));

/** The amount that a number is part of: "$89.90", "89 euros 90", "two hundred US dollars", "1.5k", "forty quid". Null when it is none. */
export function moneyAt(tokens: readonly Token[], number: NumberMention, sentence: Sentence, zone: string): Money | null {
  const text = (i: number): string | undefined => (i >= sentence.from && i < sentence.to ? tokens[i]?.text : undefined);
  const price = number.decimal ?? spokenPrice(tokens, number) ?? number.digits;
  let to = number.to;
  let value = price;
  const big = BIG.get(text(to) ?? '');
  if (big !== undefined && number.digits.length <= 4 && (text(to) !== 'k' || tokens[to]?.glue === '')) [value, to] = [decimals(Number(number.decimal ?? number.digits) * big), to + 1];
  const before = currencyOf(text(number.from - 1), text(number.from - 2), zone);
  const nation = NATIONS.has(text(to) ?? '') ? 1 : text(to) === 'new' && text(to + 1) === 'zealand' ? 2 : 0;
  const after = currencyOf(text(to + nation), nation > 0 ? text(to + nation - 1) : undefined, zone);
  const isWeight = text(to) === 'pounds' && /^(?:of|heavy|overweight|in)$/.test(text(to + 1) ?? '');
  if (before === null && (after === null || isWeight)) {
    if (big !== undefined && /^(?:grand|k)$/.test(text(to - 1) ?? '')) return { value, currency: moneyOf(zone), from: number.from, to };
    const cents = CENTS.has(text(to) ?? '') && number.digits.length <= 2 && (text(to) !== 'p' && text(to) !== 'c' ? true : tokens[to]?.glue === '');
    return cents ? { value: `0.${number.digits.padStart(2, '0')}`, currency: /^(?:pence|p|penny|pennies)$/.test(text(to) ?? '') ? 'GBP' : null, from: number.from, to: to + 1 } : null;
  }
  const from = before === null ? number.from : number.from - 1;
  if (after === null || isWeight) return { value, currency: before, from, to };
  to += nation + 1;
  if (value.includes('.')) return { value, currency: after, from, to };
  const minorAt = text(to) === 'and' ? to + 1 : to;
  const minor = minorAt < sentence.to ? findNumbers(tokens, minorAt, Math.min(minorAt + 2, sentence.to))[0] : undefined;
  if (minor?.from !== minorAt || minor.digits.length > 2) return { value, currency: after, from, to };
  const named = CENTS.has(text(minor.to) ?? '');
  // "Eighty nine euros and two weeks": what follows "and" without its own name is something else.
  if (!named && (minor.digits.length !== 2 || minorAt !== to || tokens[minorAt]?.afterPause)) return { value, currency: after, from, to };
  return { value: `${value}.${minor.digits.padStart(2, '0')}`, currency: after, from, to: minor.to + (named ? 1 : 0) };
}

/** Words that say that a number is a price: "they charged me eighty nine ninety". */
export const TELLS_A_PRICE = /^(?:charged?|charges|charging|costs?|paid|pay|paying|prices?|priced|refund(?:ed)?|owe|owes|owed|total|bill(?:ed)?|overcharged|debited|deducted|worth|quoted?|fee|amount|balance|payment|spent|deposit|money)$/;
