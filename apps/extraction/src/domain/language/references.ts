import { asMeant } from './heard-numbers.js';
import { letteredId, spokenId, type WrittenId } from './lettered-ids.js';
import { isRand, moneyAt, moneyOf, spokenPrice, TELLS_A_PRICE, type Money } from './money.js';
import { findNumbers, type NumberMention } from './numbers.js';
import { isProductId } from './product-ids.js';
import { pricesAgain } from './prices-again.js';
import type { Reference, ReferenceKind } from './reference.js';
import type { Conversation, Sentence, Token } from './tokens.js';

export type { Reference } from './reference.js';

/** What a number is: an order, an invoice, money, something else by name (phone, case…), or not said. */
const NAMES: readonly (readonly [ReferenceKind, ReadonlySet<string>])[] = [
  ['order', new Set(['order', 'orders', 'purchase'])],
  ['invoice', new Set(['invoice', 'invoices', 'bill', 'bills', 'statement'])],
  [
    'other',
    new Set(
      `phone telephone mobile cell booking bookings reservation zip postcode postal account customer card tracking case ticket serial model extension street avenue road apartment suite room
       reference confirmation code pin policy member membership licence license flight year minutes hours days weeks months percent channel page size gate`.split(/\s+/),
    ),
  ],
];
const BACKCHANNEL = new Set('okay ok yes yeah yep right sure mhm alright uh-huh go on and all good thanks thank you so far got it i see'.split(' '));
/** How far before a number its name may stand. */
const REACH = 7;

/** How many sentences back a question or a number still names the next one. */
const CONTEXT = 5;

const isYear = (tokens: readonly Token[], number: NumberMention): boolean =>
  /^(?:19|20)\d\d$/.test(number.digits) && /^(?:in|since|of|year|from|[a-z]+ber|january|february|march|april|may|june|july|august)$/.test(tokens[number.from - 1]?.text ?? '');

const nameOf = (text: string): ReferenceKind | null => NAMES.find(([, words]) => words.has(text))?.[0] ?? null;

function namedInSentence(tokens: readonly Token[], number: NumberMention, sentence: Sentence): ReferenceKind | null {
  const after = tokens[number.to];
  if (after && number.to < sentence.to && !after.afterPause) {
    const name = nameOf(after.text);
    if (name === 'order' || name === 'invoice' || (name === 'other' && number.digits.length < 5)) return name;
  }
  // "51877 is my order number."
  if (/^(?:is|was)$/.test(after?.text ?? '') && /^(?:my|our|the)$/.test(tokens[number.to + 1]?.text ?? '')) {
    const name = nameOf(tokens[number.to + 2]?.text ?? '');
    if (name) return name;
  }
  // "Cancel 51902": what is cancelled by its number is an order.
  if (number.digits.length >= 4 && number.from > sentence.from && tokens[number.from - 1]?.text === 'cancel') return 'order';
  for (let i = number.from - 1; i >= Math.max(sentence.from, number.from - REACH); i -= 1) {
    const text = tokens[i]?.text ?? '';
    // "in order to" names nothing.
    if (text === 'order' && tokens[i - 1]?.text === 'in' && tokens[i + 1]?.text === 'to') continue;
    if (text === 'ordered' && number.digits.length >= 5) return 'order';
    const name = text === 'voice' && tokens[i - 1]?.text === 'in' ? 'invoice' : nameOf(text);
    if (name) return name;
  }
  return null;
}

/** "What is the order number?" — "48213." The question names the answer, and so does a number read out just before it. */
function namedByContext(conversation: Conversation, found: readonly Reference[], number: NumberMention, sentence: Sentence): ReferenceKind | null {
  if (number.digits.length < 4 || isYear(conversation.tokens, number)) return null;
  for (let i = sentence.index - 1; i >= 0 && i >= sentence.index - CONTEXT; i -= 1) {
    const earlier = conversation.sentences[i];
    if (!earlier) continue;
    const read = found.findLast((r) => r.sentence === earlier && (r.kind === 'order' || r.kind === 'invoice'));
    if (read) return read.kind;
    for (let t = earlier.to - 1; t >= earlier.from; t -= 1) {
      const name = nameOf(conversation.tokens[t]?.text ?? '');
      if (name) return name;
    }
  }
  return null;
}

/** "They charged me eighty nine ninety", "the deposit, three fifty", "that four hundred back": a price without its currency, which is the country's. */
function bareAmount(tokens: readonly Token[], number: NumberMention, sentence: Sentence, timeZone: string): Money | null {
  const { from, to } = number;
  if (number.decimal !== null) return { value: number.decimal, currency: moneyOf(timeZone), from, to };
  const price = spokenPrice(tokens, number) ?? roundPrice(tokens, number);
  if (price === null) return null;
  const name = namedInSentence(tokens, number, sentence);
  // "Back on my card, three fifty": the pause parts it from the card.
  if (name !== null && !(name === 'other' && tokens[from]?.afterPause)) return null;
  const spoken = price.includes('.') || tokens.slice(from, to).some((t) => t.text === 'hundred' || t.text === 'thousand');
  // "You billed me for roaming." — "Yes sir, eighty two fifty."
  const answers = spoken && sentence.to - sentence.from <= SHORT && to === sentence.to;
  if (NO_PRICE.test(tokens[from - 1]?.text ?? '')) return null;
  // "It is like thirty-eight fifty"; "AB-2291, eighty-four fifty, paid by card".
  const roughly = price.includes('.') && (ROUGHLY.test(tokens[from - 1]?.text ?? '') || tokens.slice(to, Math.min(sentence.to, to + PAID_WITHIN)).some((t) => PAID.test(t.text)));
  const told = roughly || WHOLE.test(tokens[from - 1]?.text ?? '') || tokens.slice(answers ? Math.max(0, sentence.from - SPOKEN_OF_BEFORE) : Math.max(sentence.from, from - PRICE_REACH), from).some((t) => TELLS_A_PRICE.test(t.text));
  const back = tokens.slice(to, Math.min(sentence.to, to + 2)).some((t) => t.text === 'back') && GIVES.test(tokens[from - 1]?.text ?? '');
  if (!back && !(told && (price.includes('.') || endsTheClause(tokens, number, sentence)))) return null;
  return { value: price, currency: moneyOf(timeZone), from, to };
}
const PRICE_REACH = 8;
/** "Until eleven thirty" is a time, "all twelve" a count. */
const NO_PRICE = /^(?:until|till|before|after|by|past|all|at)$/;
/** "I want my money, the whole 119." */
const WHOLE = /^(?:whole|full|entire)$/;
const ROUGHLY = /^(?:like|about|around|roughly|nearly|almost)$/;
const PAID = /^(?:paid|total|altogether|charged|refund|back|owing|due|deposit)$/;
const PAID_WITHIN = 3;
const SHORT = 10;
const SPOKEN_OF_BEFORE = 30;
const GIVES = /^(?:my|our|the|that|me|us|those)$/;

/** "Three hundred and eighty", "eighty", "380": no id is that short, and a count has its thing behind it. */
function roundPrice(tokens: readonly Token[], number: NumberMention): string | null {
  const words = tokens.slice(number.from, number.to).map((t) => t.text);
  const whole = words.length === 1 || words.some((w) => w === 'hundred' || w === 'thousand');
  return whole && !number.guessed && Number(number.digits) >= LEAST_PRICE && number.digits.length <= (words.length === 1 ? 3 : 5) ? String(Number(number.digits)) : null;
}
const LEAST_PRICE = 10;

const ENDS_A_PRICE = /^(?:back|extra|more|and|but|for|on|to|off|in|from|please|a|per|each|when|instead|so|which|i|you|they|we|that|it)$/;
const endsTheClause = (tokens: readonly Token[], { to }: NumberMention, sentence: Sentence): boolean =>
  to >= sentence.to || tokens[to]?.afterPause === true || ENDS_A_PRICE.test(tokens[to]?.text ?? '');

function isBackchannel(conversation: Conversation, sentence: Sentence, soFar: string): boolean {
  const words = conversation.tokens.slice(sentence.from, sentence.to);
  if (words.every((t) => BACKCHANNEL.has(t.text))) return true;
  const echo = findNumbers(conversation.tokens, sentence.from, sentence.to)[0];
  return echo !== undefined && soFar.endsWith(echo.digits) && words.length <= echo.to - echo.from + 2;
}

/** Joins an id read out over two utterances of one speaker, with no more than an "okay" or an echo between them. */
function joinedWithEarlier(conversation: Conversation, found: readonly Reference[], number: NumberMention, sentence: Sentence): Reference | null {
  const lead = conversation.tokens.slice(sentence.from, number.from).every((t) => t.text === 'and' || t.text === 'then');
  if (!lead || number.digits.length > 4) return null;
  const earlier = found.findLast((r) => r.sentence.speaker === sentence.speaker);
  if (!earlier || earlier.kind === 'amount' || digitsOf(earlier.value).length > 4 || earlier.to !== earlier.sentence.to || earlier.value === number.digits) return null;
  if (sentence.index - earlier.sentence.index > 4) return null;
  const between = conversation.sentences.slice(earlier.sentence.index + 1, sentence.index);
  return between.every((s) => isBackchannel(conversation, s, earlier.value)) ? earlier : null;
}

/**
 * Every order, invoice and amount named on the call, in the order they were said.
 * @param timeZone IANA zone of the call: it tells whose dollars are meant.
 */
export function findReferences(conversation: Conversation, timeZone = ''): Reference[] {
  const found: Reference[] = [];
  const namedByTalk = new Set<Reference>();
  const { tokens } = conversation;
  for (const sentence of conversation.sentences) {
    for (const number of findNumbers(tokens, sentence.from, sentence.to)) {
      // The cents of the amount before.
      if (number.from < (found.at(-1)?.to ?? 0)) continue;
      const lettered = isRand(tokens, number, timeZone) ? null : letteredId(conversation, number, sentence.from);
      const amount = lettered ? null : (moneyAt(tokens, number, sentence, timeZone) ?? bareAmount(tokens, number, sentence, timeZone));
      if (amount) {
        found.push({ kind: 'amount', ...amount, begins: amount.from, sentence, guessed: number.guessed });
        continue;
      }
      const earlier = lettered ? null : joinedWithEarlier(conversation, found, number, sentence);
      if (earlier) {
        found.splice(found.indexOf(earlier), 1);
        const value = earlier.value + number.digits;
        const named = earlier.kind === 'unnamed' ? (namedInSentence(tokens, number, sentence) ?? namedByContext(conversation, found, { ...number, digits: value }, earlier.sentence)) : null;
        found.push({ ...earlier, kind: named ?? earlier.kind, value, from: number.from, to: number.to, begins: earlier.begins, sentence });
        continue;
      }
      const place = lettered ?? number;
      const spot = { ...number, from: place.from, to: place.to };
      const value = lettered?.value ?? number.digits;
      const named = isProductId(conversation, spot, lettered !== null, sentence) || found.some((r) => r.kind === 'product' && r.value === value) ? 'product' : (namedInSentence(tokens, spot, sentence) ?? invoiceByLetters(lettered));
      const kind = named ?? namedByContext(conversation, found, number, sentence) ?? 'unnamed';
      const reference: Reference = { kind, value, currency: null, from: place.from, to: place.to, begins: place.from, sentence, guessed: number.guessed };
      if (named === null && !lettered) namedByTalk.add(reference);
      found.push(reference);
    }
  }
  const named = found.map((r): Reference => (namedByTalk.has(r) && isOfAnotherShape(r, found, namedByTalk) ? { ...r, kind: 'unnamed' } : r));
  return pricesAgain(tokens, settleUnnamed(asMeant(named, conversation)));
}

/** "The smaller one, the 1800": no order, where the orders of the call that were called so have other lengths and it is the end of none. */
function isOfAnotherShape(r: Reference, found: readonly Reference[], namedByTalk: ReadonlySet<Reference>): boolean {
  const called = found.filter((f) => f.kind === r.kind && isId(f) && !namedByTalk.has(f) && digitsOf(f.value).length >= 3);
  return called.length > 0 && called.every((f) => digitsOf(f.value).length !== r.value.length && !digitsOf(f.value).endsWith(r.value));
}

/** "INV-2026-0912" says what it is. */
const invoiceByLetters = (id: WrittenId | null): ReferenceKind | null => (id && /^INV/.test(id.value) ? 'invoice' : null);

const isId = (r: Reference): boolean => r.kind === 'order' || r.kind === 'invoice';
const digitsOf = (value: string): string => value.replace(/\D/g, '');

/**
 * A bare number that was named elsewhere on the call is that; ids have 3 to 12 digits. One id is written in one way, and what is said of it for short
 * ("118" of PS-118, the ending of a long number) is the whole.
 */
function settleUnnamed(found: readonly Reference[]): Reference[] {
  const ids = found.filter((r) => isId(r) && digitsOf(r.value).length >= 3);
  const fullest = new Map<string, Reference>();
  for (const r of [...ids, ...found.filter((f) => f.kind === 'unnamed' && /^[A-Z]/.test(f.value))]) {
    const known = fullest.get(spokenId(r.value));
    if (!known || r.value.length > known.value.length || (!isId(known) && isId(r))) fullest.set(spokenId(r.value), known && isId(known) ? { ...r, kind: known.kind } : r);
  }
  const whole = (r: Reference): Reference | undefined => {
    const same = fullest.get(spokenId(r.value));
    const digits = digitsOf(r.value);
    if (/[A-Z]/.test(r.value) || digits.length < 3) return same;
    const longer = [...fullest.values()].filter((f) => f.value !== r.value && spokenId(f.value).endsWith(digits) && (/[A-Z]/.test(f.value) || digitsOf(f.value).length >= digits.length + 2));
    return longer.length === 1 ? longer[0] : same;
  };
  return found
    .map((r) => {
      if (r.kind !== 'unnamed' && !isId(r)) return r;
      const full = whole(r);
      return full ? { ...r, kind: isId(full) ? full.kind : r.kind, value: full.value } : r;
    })
    .filter((r) => !isId(r) || (digitsOf(r.value).length >= (/[A-Z]/.test(r.value) ? 2 : 3) && digitsOf(r.value).length <= 14));
}
