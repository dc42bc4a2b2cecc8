import type { Topic } from './asked.js';
import { passesLuhn, passesVerhoeff } from './codes/check-digits.js';
import type { Context } from './context.js';
import { asAnswer } from './answers.js';
import { byShape, verdict, type Verdict } from './finding.js';
import { isOfThing, typeByEnding } from './label.js';
import { digitsOf, groupsOf } from './run-parts.js';
import type { Run } from './runs.js';

const YEAR = /^(?:19|20)\d\d$/;
const CARD_GROUPS = new Set(['4,4,4,4', '4,6,5', '4,6,4', '4,4,4,4,3']);
const ISSUERS = /^(?:4|5[0-8]|6|2[2-7]|3[0-9])/;
const COUNTRY = /^(?:1\d{10}|20|27|3[0-4]|36|39|4[0-9]|5[1-8]|6[0-6]|7\d|8[1246]|9[0-5]|98|2[1-6]\d|29[789]|35\d|37\d|38\d|42[01]|50\d|59\d|67\d|852|853|855|856|880|886|96\d|97\d|99\d)/;
const PHONE_GROUPS = new Set(['3,3,3,4', '3,4,4', '5,6', '2,2,4,4', '2,4,6', '2,2,2,2,2', '2,1,2,2,2,2', '4,3,3', '2,5,5', '1,4,4', '2,1,4,4', '3,3,4', '1,3,3,4', '3,4', '4,3,3,4', '2,3,3,4', '3,7', '1,3,7', '3,3,2,2']);

/** What was asked for where a run is said. */
export interface Asked {
  readonly topics: readonly Topic[];
  /** The agent says it, who may name a card by its end as a receipt does. */
  readonly agent: boolean;
  /** A question was asked before, of whatever. */
  readonly answers: boolean;
  /** Is this utterance part of the same answer? */
  readonly sameAnswer: (utterance: number) => boolean;
}

/** Has it the groups of a whole phone number, or a card's? */
export const isComplete = (digits: string, groups: string): boolean => digits.length >= 9 && (PHONE_GROUPS.has(groups) || CARD_GROUPS.has(groups));

/**
 * Judges a run taken as one number. Null: nothing personal, or only if it is cut into its parts; `thing`: something said or its form speaks against it.
 * The order of the questions matters: what may never be stored comes first, and a protected reference (order, invoice,
 * tracking number) yields only to a card number or to a cue of its own in the same breath.
 * @param cardNearby a card number was found in one of the last utterances
 */
export function classify(run: Run, context: Context, cardNearby: boolean, textOf: (utterance: number) => string, { topics, agent, answers, sameAnswer }: Asked): Verdict | 'thing' | null {
  const asked = topics[0] ?? null;
  const digits = digitsOf(run);
  const count = digits.length;
  const groups = groupsOf(run, textOf).join();
  const nearest = context.nearest?.kind ?? null;
  const own = context.beside('card') || context.beside('phone') || context.beside('ssn') || context.beside('pin') || context.beside('cvv');
  const plus = hasPlus(run, textOf);
  if (plus && count >= 8 && count <= 15 && !context.beside('card')) return verdict('PHONE', 'written with a country\'s code', 0.9);
  // An order number was asked for: only a card number in its groups is more than that.
  if (asked === 'reference' && !own) return count >= 13 && count <= 19 && CARD_GROUPS.has(groups) && passesLuhn(digits) && ISSUERS.test(digits) && context.recent('card') ? verdict('CREDIT_CARD', 'valid card number in a card\'s groups', 0.7) : 'thing';
  if (groups === '3,2,4' && asked === 'number' && nearest !== 'reference') return verdict('SSN', 'in the groups of a social security number', 0.8);
  if (isOfThing(run, textOf)) return count >= 13 && count <= 19 && CARD_GROUPS.has(groups) && passesLuhn(digits) && ISSUERS.test(digits) ? verdict('CREDIT_CARD', 'valid card number in a card\'s groups', 0.7) : 'thing';
  const ending = count >= 3 && count <= 5 && !agent ? typeByEnding(run, textOf) : null;
  if (ending !== null && (ending !== 'CREDIT_CARD' || (nearest === 'card' && (topics.length === 0 || topics.includes('card'))))) return verdict(ending, 'the end of a number', 0.6);
  const answer = asAnswer(topics, digits, context, cardNearby, sameAnswer);
  if (answer !== null && !isGlued(run, textOf) && !((answer.type === 'PHONE' || answer.type === 'CREDIT_CARD') && count < 7 && (isAside(run, digits, textOf) || isAmountOrList(run, textOf)))) return answer;
  const protectedReference = nearest === 'reference' && (context.fresh || count <= 8);
  if (isGlued(run, textOf)) return count >= 13 && passesLuhn(digits) && context.beside('card') ? verdict('CREDIT_CARD', 'valid card number beside a card cue', 0.9) : 'thing';
  if (nearest === 'last4' && count >= 3 && count <= 5) return verdict(cardNearby || context.recent('card') ? 'CREDIT_CARD' : context.recent('phone') ? 'PHONE' : 'SSN', 'the last four of a number', 0.6);
  const coded = isCoded(run, textOf);
  const counted = isAmountOrList(run, textOf);
  const readOff = answers && isReadOff(run, textOf);
  return (
    asCard(digits, groups, protectedReference, context, asked, coded || counted) ??
    asSecret(count, nearest, cardNearby, context, protectedReference, isDotted(run, textOf)) ??
    asSsn(count, groups, nearest, protectedReference, context) ??
    asPhone(digits, groups, nearest, protectedReference, context, coded, counted || readOff) ??
    (protectedReference || coded || counted || readOff ? 'thing' : null)
  );
}

function asCard(digits: string, groups: string, protectedReference: boolean, context: Context, asked: Topic | null, coded: boolean): Verdict | null {
  const count = digits.length;
  const luhn = count >= 13 && count <= 19 && passesLuhn(digits);
  const nearest = context.nearest?.kind;
  const near = context.recent('card') || context.recent('payment');
  if (count >= 12) {
    if (context.beside('card')) return verdict('CREDIT_CARD', 'long number beside a card cue', luhn ? 0.99 : 0.9);
    if (luhn && near) return verdict('CREDIT_CARD', 'valid card number near a payment cue', 0.99);
    if (protectedReference) return luhn && CARD_GROUPS.has(groups) ? verdict('CREDIT_CARD', 'valid card number in a card\'s groups', 0.7) : null;
    if (near) return verdict('CREDIT_CARD', 'long number near a payment cue', 0.85);
    if (nearest === 'phone' && count <= 15) return null;
    if (PHONE_GROUPS.has(groups)) return null;
    if (count >= 15 && count <= 16 && CARD_GROUPS.has(groups) && /^[3-6]/.test(digits)) return byShape('CREDIT_CARD', 'in the groups of a card number', 0.6);
    if (luhn && ISSUERS.test(digits)) return byShape('CREDIT_CARD', 'valid card number of an issuer', 0.9);
    if (count === 12 && nearest !== 'reference' && !coded && /^[2-9]/.test(digits) && passesVerhoeff(digits)) return byShape('NATIONAL_ID', 'valid Aadhaar number', 0.6);
    if (count <= 14 && (digits.startsWith('00') || (count <= 12 && COUNTRY.test(digits))) && nearest !== 'reference' && !coded) return byShape('PHONE', 'begins with a country\'s code', 0.5);
    return null;
  }
  if (context.beside('bank') && count >= 5 && !context.beside('card') && !context.beside('phone')) return verdict('BANK_ACCOUNT', 'beside a word of banks', 0.7);
  if (count >= 7 && context.beside('card') && nearest !== 'phone' && nearest !== 'ssn' && !(nearest === 'reference' && context.fresh)) return verdict('CREDIT_CARD', 'part of a number beside a card cue', 0.8);
  if (nearest === 'card' && (count >= 7 || (count >= 4 && asked === 'card')) && !YEAR.test(digits)) return verdict('CREDIT_CARD', 'part of a number after a card cue', count >= 7 ? 0.8 : 0.6);
  if (nearest === 'payment' && count >= 7 && /^(?:4,)*\d+$/.test(groups)) return verdict('CREDIT_CARD', 'part of a number after a payment cue', 0.6);
  return null;
}

function asSecret(count: number, nearest: string | null, cardNearby: boolean, context: Context, protectedReference: boolean, dotted: boolean): Verdict | null {
  if (nearest === 'cvv' && count >= 3 && count <= 4) return verdict('CVV', 'after a security code cue', 0.9);
  // Said again or put right: "five seven double oh, no, five seven oh".
  if (nearest === 'cvv' && count > 4 && count < 9 && (cardNearby || context.recent('card'))) return verdict('CVV', 'after a security code cue', 0.6);
  if (nearest === 'cvv' && count > 4) return verdict('CREDIT_CARD', 'number after a security code cue', 0.5);
  if (nearest === 'pin' && count >= 3 && context.fresh && !dotted) return verdict('PIN', 'after a PIN or password cue', 0.9);
  if (nearest === 'expiry' && count >= 2 && count <= 8 && (cardNearby || context.recent('card') || context.recent('cvv'))) return verdict('CARD_EXPIRY', 'after an expiry cue near a card', 0.8);
  const unexplained = nearest !== 'reference' && nearest !== 'phone' && nearest !== 'phone-weak' && !protectedReference;
  if (cardNearby && unexplained && count === 3) return byShape('CVV', 'short number right after a card number', 0.5);
  return null;
}

function asSsn(count: number, groups: string, nearest: string | null, protectedReference: boolean, context: Context): Verdict | null {
  if ((nearest === 'ssn' || (context.beside('ssn') && count >= 7)) && count >= 4 && count <= 11) return verdict('SSN', 'after a social security cue', count === 9 ? 0.95 : 0.7);
  if (groups === '3,2,4' && nearest !== 'phone' && nearest !== 'phone-weak' && !protectedReference) return byShape('SSN', 'written in the groups of a social security number', 0.8);
  return null;
}

/** A plus right before the number. */
const hasPlus = (run: Run, textOf: (utterance: number) => string): boolean => run[0] !== undefined && /(?:\+\(?|\bplus )$/i.test(textOf(run[0].utterance).slice(Math.max(0, run[0].start - 6), run[0].start));

/** A version: "2.14.0". */
const isDotted = (run: Run, textOf: (utterance: number) => string): boolean => run[0] !== undefined && run.length > 1 && /^\d+\.\d+(?:\.\d+)*$/.test(textOf(run[0].utterance).slice(run[0].start, run.at(-1)?.end));

/** Read off a thing, in answer to a question: "the side panel, it says 208 411 7765". */
const isReadOff = (run: Run, textOf: (utterance: number) => string): boolean => run[0] !== undefined && READ_OFF.test(textOf(run[0].utterance).slice(0, run[0].start).slice(-60));
const READ_OFF = /\b(?:says|reads|shows|showing|display\w*|printed|stamped|engraved|sticker|panel|unit|label|side|bottom|top|box|machine|meter|screen|packet|tin|bag)\b/i;

/** A few digits in the midst of talk, or a year: nothing of a phone number. */
function isAside(run: Run, digits: string, textOf: (utterance: number) => string): boolean {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined || first.utterance !== last.utterance) return false;
  const text = textOf(first.utterance);
  if (YEAR.test(digits) || text.length > 200) return true;
  return `${text.slice(0, first.start)} ${text.slice(last.end)}`.split(/[^\p{L}']+/u).filter((word) => word !== '').length > MAX_ASIDE;
}
/** Words beside a part of a number: "and the area code's six four six". */
const MAX_ASIDE = 5;

/** Part of a longer code of letters and digits: "1Z999AA1012". */
function isGlued(run: Run, textOf: (utterance: number) => string): boolean {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return false;
  return /[\p{L}_]$/u.test(textOf(first.utterance).slice(Math.max(0, first.start - 1), first.start)) || /^(?!x\d{1,6}\b)[\p{L}_]/u.test(textOf(last.utterance).slice(last.end, last.end + 8));
}

/** Part of a code of letters and digits ("one Z nine nine nine, double A one") or a decimal ("22631.3447"): no phone number, unless a word says so. */
function isCoded(run: Run, textOf: (utterance: number) => string): boolean {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return false;
  if (run.length === 2 && first.utterance === last.utterance && /^\d+\.\d+$/.test(textOf(first.utterance).slice(first.start, last.end))) return true;
  return /(?:^|[\s,-])(?:[b-hj-np-z]|zed|zee)[\s,.-]{0,3}$/i.test(textOf(first.utterance).slice(Math.max(0, first.start - 6), first.start)) || /^[\s,-]{0,3}[b-hj-np-z](?:[\s,.-]|$)/i.test(textOf(last.utterance).slice(last.end, last.end + 5));
}

/** "one thousand two hundred and forty nine ninety nine", "four, eleven, nineteen, twenty three", "five oh one to five one two": no number that is dialled. */
function isAmountOrList(run: Run, textOf: (utterance: number) => string): boolean {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return false;
  if (first.utterance === last.utterance && /thousand|hundred and/i.test(textOf(first.utterance).slice(first.start, last.end))) return true;
  const groups = groupsOf(run, textOf);
  const link = run.findIndex(({ doubtful, digits }) => doubtful && digits !== '0');
  const place = link < 0 ? -1 : groupsOf(run.slice(0, link), textOf).length;
  if (place > 0 && groups[place - 1] === groups[place + 1] && (groups[place + 1] ?? 0) > 2) return true;
  // "12 of 4471-2290 and 6", "2019 2020 2021"
  if (run.some(({ begins }) => begins) || (run.length > 1 && run.every(({ digits }) => YEAR.test(digits)))) return true;
  return run.length >= MIN_LIST && run.every(({ joint, digits }, at) => digits.length <= 2 && (at === 0 || (joint === 'loose' && Number(digits) > Number(run[at - 1]?.digits))));
}
/** So many numbers in a row, each larger, are a list. */
const MIN_LIST = 4;

function asPhone(digits: string, groups: string, nearest: string | null, protectedReference: boolean, context: Context, coded: boolean, isTold: boolean): Verdict | null {
  const count = digits.length;
  if (count >= 7 && count <= 15 && (context.beside('phone') || nearest === 'phone')) return verdict('PHONE', 'after a phone cue', 0.95);
  if (nearest === 'phone' && count >= 4 && context.recent('phone', 2) && !YEAR.test(digits)) return verdict('PHONE', 'part of a number after a phone cue', 0.6);
  if (protectedReference) return null;
  if (count >= 7 && count <= 15 && nearest === 'phone-weak') return verdict('PHONE', 'after talk of calling', 0.8);
  if (isTold) return null;
  if (count >= 7 && PHONE_GROUPS.has(groups)) return byShape('PHONE', 'in the groups of a phone number', 0.7);
  if (coded) return null;
  if (count >= 9 && count <= 12 && digits.startsWith('0')) return byShape('PHONE', 'as long as a phone number, with its nought', 0.6);
  if (count >= 9 && count <= 12) return byShape('PHONE', 'as long as a phone number', 0.5);
  return null;
}
