import { findNumbers, smallNumber, type NumberMention } from './numbers.js';
import type { Conversation, Sentence, Token } from './tokens.js';

/** What a number is: an order, an invoice, money, something else by name (phone, case…), or not said. */
type ReferenceKind = 'order' | 'invoice' | 'amount' | 'other' | 'unnamed';

/** A business number named on the call. */
export interface Reference {
  readonly kind: ReferenceKind;
  /** Order or invoice id; decimal amount. */
  readonly value: string;
  /** ISO 4217 code of an amount; null when no currency was said. */
  readonly currency: string | null;
  /** Token range; of the second part when it was read out over two utterances. */
  readonly from: number;
  readonly to: number;
  /** Where the first part was said, when it was read out over two utterances. */
  readonly begins: number;
  readonly sentence: Sentence;
  readonly guessed: boolean;
}

const NAMES: readonly (readonly [ReferenceKind, ReadonlySet<string>])[] = [
  ['order', new Set(['order', 'orders', 'purchase'])],
  ['invoice', new Set(['invoice', 'invoices', 'bill', 'bills', 'statement'])],
  [
    'other',
    new Set(
      `phone telephone mobile cell zip postcode postal account customer card tracking case ticket serial model extension street avenue road apartment suite room
       reference confirmation code pin policy member membership licence license flight year minutes hours days weeks months percent channel page size gate`.split(/\s+/),
    ),
  ],
];
const CURRENCIES = new Map([
  ['$', 'USD'], ['dollar', 'USD'], ['dollars', 'USD'], ['bucks', 'USD'], ['usd', 'USD'],
  ['€', 'EUR'], ['euro', 'EUR'], ['euros', 'EUR'], ['eur', 'EUR'],
  ['£', 'GBP'], ['pound', 'GBP'], ['pounds', 'GBP'], ['quid', 'GBP'], ['gbp', 'GBP'],
]);
const CENTS = new Set(['cent', 'cents', 'pence', 'p']);
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
  // "Cancel 51902": what is cancelled by its number is an order.
  if (number.digits.length >= 4 && number.from > sentence.from && tokens[number.from - 1]?.text === 'cancel') return 'order';
  for (let i = number.from - 1; i >= Math.max(sentence.from, number.from - REACH); i -= 1) {
    const text = tokens[i]?.text ?? '';
    // "in order to" names nothing.
    if (text === 'order' && tokens[i - 1]?.text === 'in' && tokens[i + 1]?.text === 'to') continue;
    if (text === 'ordered' && number.digits.length >= 5) return 'order';
    const name = nameOf(text);
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

function amountAt(tokens: readonly Token[], number: NumberMention, sentence: Sentence): { value: string; currency: string; to: number } | null {
  const before = number.from > sentence.from ? CURRENCIES.get(tokens[number.from - 1]?.text ?? '') : undefined;
  const after = number.to < sentence.to ? CURRENCIES.get(tokens[number.to]?.text ?? '') : undefined;
  const currency = before ?? after;
  if (!currency) return null;
  const whole = number.decimal ?? spokenPrice(tokens, number);
  let to = number.to + (after ? 1 : 0);
  if (!after || whole.includes('.')) return { value: whole, currency, to };
  let cents = to;
  if (tokens[cents]?.text === 'and') cents += 1;
  const minor = cents < sentence.to ? findNumbers(tokens, cents, Math.min(cents + 2, sentence.to))[0] : undefined;
  if (minor?.from !== cents || minor.digits.length > 2) return { value: whole, currency, to };
  const named = CENTS.has(tokens[minor.to]?.text ?? '');
  if (!named && minor.digits.length !== 2) return { value: whole, currency, to };
  to = minor.to + (named ? 1 : 0);
  return { value: `${whole}.${minor.digits.padStart(2, '0')}`, currency, to };
}

/** "Eighty nine ninety dollars" is 89.90; "one twenty dollars" is 120. */
function spokenPrice(tokens: readonly Token[], number: NumberMention): string {
  const parts = tokens.slice(number.from, number.to).map((t) => smallNumber(t.text));
  const last = parts.at(-1) ?? null;
  const spoken = tokens.slice(number.from, number.to).every((t) => !/\d/.test(t.text));
  if (spoken && number.digits.length === 4 && parts.length >= 2 && last !== null && last >= 10) return `${number.digits.slice(0, 2)}.${number.digits.slice(2)}`;
  return number.digits;
}

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
  if (!earlier || earlier.kind === 'amount' || earlier.value.length > 4 || earlier.to !== earlier.sentence.to || earlier.value === number.digits) return null;
  if (sentence.index - earlier.sentence.index > 4) return null;
  const between = conversation.sentences.slice(earlier.sentence.index + 1, sentence.index);
  return between.every((s) => isBackchannel(conversation, s, earlier.value)) ? earlier : null;
}

/** "LF-48213": letters written onto a number belong to it. */
function lettersBefore(conversation: Conversation, number: NumberMention): string {
  const token = conversation.tokens[number.from];
  const text = token ? (conversation.utterances[token.utterance]?.text.slice(0, token.start) ?? '') : '';
  return /(?:^|[\s#])([A-Z]{1,4}-)$/.exec(text)?.[1] ?? '';
}

/** Every order, invoice and amount named on the call, in the order they were said. */
export function findReferences(conversation: Conversation): Reference[] {
  const found: Reference[] = [];
  const { tokens } = conversation;
  for (const sentence of conversation.sentences) {
    for (const number of findNumbers(tokens, sentence.from, sentence.to)) {
      // The cents of the amount before.
      if (number.from < (found.at(-1)?.to ?? 0)) continue;
      const begins = number.from;
      const amount = amountAt(tokens, number, sentence);
      if (amount) {
        found.push({ kind: 'amount', value: amount.value, currency: amount.currency, from: number.from, to: amount.to, begins, sentence, guessed: number.guessed });
        continue;
      }
      const earlier = joinedWithEarlier(conversation, found, number, sentence);
      if (earlier) {
        found.splice(found.indexOf(earlier), 1);
        const value = earlier.value + number.digits;
        const named = earlier.kind === 'unnamed' ? (namedInSentence(tokens, number, sentence) ?? namedByContext(conversation, found, { ...number, digits: value }, earlier.sentence)) : null;
        found.push({ ...earlier, kind: named ?? earlier.kind, value, from: number.from, to: number.to, begins: earlier.begins, sentence });
        continue;
      }
      if (number.decimal !== null) {
        found.push({ kind: 'amount', value: number.decimal, currency: null, from: number.from, to: number.to, begins, sentence, guessed: false });
        continue;
      }
      const named = namedInSentence(tokens, number, sentence);
      const kind = named ?? namedByContext(conversation, found, number, sentence) ?? 'unnamed';
      found.push({ kind, value: kind === 'order' || kind === 'invoice' ? lettersBefore(conversation, number) + number.digits : number.digits, currency: null, from: number.from, to: number.to, begins, sentence, guessed: number.guessed });
    }
  }
  return settleUnnamed(found);
}

/** A bare number that was named elsewhere on the call is that; ids have 3 to 12 digits. */
function settleUnnamed(found: readonly Reference[]): Reference[] {
  const named = new Map(found.filter((r) => r.kind === 'order' || r.kind === 'invoice').map((r) => [r.value, r.kind]));
  return found
    .map((r) => (r.kind === 'unnamed' ? { ...r, kind: named.get(r.value) ?? r.kind } : r))
    .filter((r) => (r.kind === 'order' || r.kind === 'invoice' ? r.value.length >= 3 && r.value.length <= 12 : true));
}
