import type { Topic } from './asked.js';
import { passesLuhn } from './codes/check-digits.js';
import type { Context } from './context.js';
import type { CueKind } from './cues.js';
import { verdict, type Verdict } from './finding.js';

/** How well a number of so many digits answers a question about this topic, 0–1; a topic that is not here is answered by no bare number. */
const FITS: Readonly<Partial<Record<Topic, (digits: string) => number>>> = {
  phone: ({ length }) => (length === 10 || length === 11 ? 1 : length === 9 || length === 12 || length === 13 ? 0.9 : length === 7 || length === 8 ? 0.7 : length < 7 ? 0.3 : 0.2),
  card: ({ length }) => (length >= 13 && length <= 19 ? 1.1 : length === 12 ? 0.6 : 0.35),
  cvv: ({ length }) => (length === 3 ? 1 : length === 4 ? 0.75 : 0.1),
  expiry: (digits) => (isExpiry(digits) ? 0.9 : 0),
  ssn: ({ length }) => (length === 9 ? 1.05 : length === 4 ? 0.8 : length >= 8 && length <= 10 ? 0.5 : 0.2),
  last4: ({ length }) => (length === 4 ? 0.9 : 0.1),
  id: ({ length }) => (length >= 8 && length <= 15 ? 0.85 : 0.2),
  bank: ({ length }) => (length === 8 || length === 6 ? 0.95 : length > 8 && length <= 14 ? 0.8 : 0.3),
  iban: ({ length }) => (length >= 4 ? 0.6 : 0.1),
  passport: ({ length }) => (length >= 4 ? 0.6 : 0.1),
  licence: ({ length }) => (length >= 4 ? 0.6 : 0.1),
  password: ({ length }) => (length === 4 ? 0.8 : length > 4 && length <= 8 ? 0.6 : 0.1),
  code: ({ length }) => (length === 3 ? 0.9 : length === 4 ? 0.7 : 0.3),
  number: ({ length }) => (length >= 7 && length <= 15 ? 0.8 : 0.1),
  reference: ({ length }) => (length >= 5 && length <= 12 ? 0.5 : 0.2),
};
/** What a question is about first is the likelier answer. */
const FIRST = 0.3;
/** A cue in the same breath that says that another number follows than the one asked for. */
const OTHERWISE: ReadonlySet<CueKind> = new Set(['reference', 'cvv', 'expiry', 'ssn', 'pin', 'phone', 'phone-weak']);
const SAME: Readonly<Partial<Record<Topic, CueKind>>> = { cvv: 'cvv', expiry: 'expiry', ssn: 'ssn', password: 'pin', phone: 'phone', reference: 'reference' };

/** A month and a year as cards have it: "0428", "428", "042028". */
export const isExpiry = (digits: string): boolean => /^(?:0?[1-9]|1[0-2])(?:20)?[234]\d$/.test(digits);

/** Say nothing beside a topic that says which number. */
const BARE: ReadonlySet<Topic> = new Set(['number', 'code', 'reference']);

/** Topics among those of a question that a bare number may answer. */
export function numericOf(topics: readonly Topic[]): readonly Topic[] {
  const numeric = topics.filter((topic) => FITS[topic] !== undefined);
  const named = numeric.filter((topic) => !BARE.has(topic));
  return named.length > 0 ? named : numeric.slice(0, 1);
}

/**
 * Judges a number by the question that it answers: whatever digits come are what was asked for. Null where another word in the same breath
 * says that they are something else, or where nothing like a number was asked for.
 */
export function asAnswer(topics: readonly Topic[], digits: string, context: Context, cardNearby: boolean, sameAnswer: (utterance: number) => boolean): Verdict | null {
  const numeric = numericOf(topics);
  if (numeric.length === 0) return null;
  const told = context.nearest !== null && context.fresh && sameAnswer(context.nearest.utterance) && OTHERWISE.has(context.nearest.kind) ? context.nearest.kind : null;
  // "You'll text me, right, 567 215 8841": only what is as long as a phone number is one by that.
  if (told === 'phone-weak') return digits.length >= 9 && digits.length <= 12 && numeric[0] !== 'card' && numeric[0] !== 'bank' ? verdict('PHONE', 'after talk of calling, where something else was asked for', 0.7) : asAnswer(topics, digits, { ...context, nearest: null }, cardNearby, sameAnswer);
  if (told !== null && !numeric.some((topic) => SAME[topic] === told)) return null;
  const scored = numeric.map((topic, at) => ({ topic, fit: (FITS[topic]?.(digits) ?? 0) + (at === 0 ? FIRST : 0) + (told !== null && SAME[topic] === told ? 1 : 0) }));
  const { topic } = scored.reduce((best, one) => (one.fit > best.fit ? one : best));
  return byTopic(topic, digits, cardNearby, context);
}

function byTopic(topic: Topic, digits: string, cardNearby: boolean, context: Context): Verdict | null {
  const count = digits.length;
  const answer = (type: string, score: number): Verdict => verdict(type, 'answer to a question for it', score);
  switch (topic) {
    case 'phone':
      return count < 3 || count > 17 ? null : count >= 14 && passesLuhn(digits) ? answer('CREDIT_CARD', 0.8) : answer('PHONE', count < 7 ? 0.7 : 0.9);
    case 'number':
      return count < 7 || count > 19 ? null : count >= 15 && /^[3-6]/.test(digits) ? answer('CREDIT_CARD', 0.7) : answer('PHONE', 0.7);
    case 'card':
      if (count < 3) return null;
      if (cardNearby && count < 7) return count === 3 ? answer('CVV', 0.7) : isExpiry(digits) ? answer('CARD_EXPIRY', 0.6) : answer('CREDIT_CARD', 0.6);
      return count === 3 ? answer('CVV', 0.5) : answer('CREDIT_CARD', count >= 12 ? 0.95 : 0.8);
    case 'cvv':
      return count < 2 ? null : count < 9 ? answer('CVV', 0.9) : answer('CREDIT_CARD', 0.6);
    case 'expiry':
      return isExpiry(digits) || (count >= 4 && count <= 8) ? answer('CARD_EXPIRY', 0.8) : count === 3 ? answer('CVV', 0.6) : null;
    case 'ssn':
      return count < 3 || count > 13 ? null : answer('SSN', count === 9 ? 0.95 : 0.8);
    // Of what, the talk before tells; a bare "and the last four" asks for those of a social security number.
    case 'last4':
      return count < 3 || count > 5 ? null : answer(cardNearby || context.recent('card') || context.recent('payment') ? 'CREDIT_CARD' : context.recent('phone') ? 'PHONE' : 'SSN', 0.6);
    case 'id':
      return count < 5 ? null : answer('NATIONAL_ID', 0.7);
    case 'bank':
      return count < 5 ? null : answer('BANK_ACCOUNT', 0.7);
    case 'iban':
      return count < 4 ? null : answer('IBAN', 0.6);
    case 'passport':
      return count < 4 ? null : answer('PASSPORT', 0.6);
    case 'licence':
      return count < 4 ? null : answer('DRIVER_LICENCE', 0.6);
    case 'password':
      return count < 3 || count > 10 ? null : answer('PIN', 0.7);
    case 'code':
      return count === 3 || (count === 4 && cardNearby) ? answer('CVV', 0.6) : count >= 4 && count <= 8 && cardNearby ? answer('PIN', 0.5) : null;
    default:
      return null;
  }
}
