import type { Reading } from '../finding.js';
import type { Reference } from '../language/references.js';
import type { Conversation, Sentence } from '../language/tokens.js';
import type { Replies } from '../rules/active-cues.js';

/** An order named on the call, however often. */
export interface NamedOrder {
  readonly id: string;
  readonly mentions: readonly Reference[];
  /** Words that were said with it: "the sleeping bags". */
  readonly words: ReadonlySet<string>;
  /** Another reading of the same number was heard and set aside. */
  readonly doubtful: boolean;
}

const PROMOTED_LENGTH = 4;
const YEAR = /^(?:19|20)\d\d$/;

/** The call's order numbers; where none was called that, ids with letters and bare numbers stand for them: what is asked to be cancelled is an order. */
export function orderReferences({ references }: Pick<Reading, 'references'>): readonly Reference[] {
  const named = references.filter((r) => r.kind === 'order');
  const standsForAnOrder = ({ kind, value }: Reference): boolean => {
    if (kind === 'amount' || kind === 'invoice' || kind === 'order' || value.length < PROMOTED_LENGTH || YEAR.test(value)) return false;
    // "Orders 51877 and 51902": what looks like the first is one too.
    if (named.length > 0) return kind === 'unnamed' && named.some((r) => r.value.length === value.length);
    return /[A-Z]/.test(value) || kind === 'unnamed';
  };
  return references.map((r) => (standsForAnOrder(r) ? { ...r, kind: 'order' } : r));
}

const STOP_WORDS = new Set(
  `a an the my our your his her its this that these those it is are was were be been am i we you he she they them me us him do does did have has had will would can could
   shall should may might must to of for in on at by with and or but so not no yes okay ok right thank thanks please one two order orders number numbers called here there
   cancel cancelled canceled cancelling keep leave want need like think maybe just also then now well oh see get got go going ordered same other first second last cents`.split(/\s+/),
);

/** Words that can tell one thing from another. */
function contentWords(conversation: Conversation, from: number, to: number): Set<string> {
  const words = conversation.tokens.slice(from, to).map((t) => t.text);
  return new Set(words.filter((w) => w.length > 2 && !STOP_WORDS.has(w) && !/\d/.test(w)).map((w) => w.replace(/(?<=[a-z]{3})s$/, '')));
}

/** The part of a sentence about one number: clauses end at "and" or "but" when the sentence names several. */
function clauseAround(conversation: Conversation, mention: Reference, all: readonly Reference[]): readonly [number, number] {
  const { sentence } = mention;
  let [from, to] = [sentence.from, sentence.to];
  const several = new Set(all.filter((r) => r.sentence === sentence && r.kind === 'order').map((r) => r.value)).size > 1;
  if (!several) return [from, to];
  const joins = (i: number): boolean => ['and', 'but'].includes(conversation.tokens[i]?.text ?? '');
  for (let i = mention.from - 1; i > sentence.from; i -= 1) if (joins(i)) { from = i; break; }
  for (let i = mention.to; i < sentence.to; i += 1) if (joins(i)) { to = i; break; }
  return all.some((r) => r.kind === 'order' && r.value !== mention.value && r.from >= from && r.to <= to) ? [mention.from, mention.to] : [from, to];
}

/** Two readings of one number: one digit lost or doubled, or up to two heard wrong in a number of five or more. */
export function soundAlike(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length === b.length) return a.length >= 5 && [...a].filter((digit, i) => digit !== b[i]).length <= 2;
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  if (long.length - short.length !== 1 || short.length < 3) return false;
  return [...long].some((_, i) => long.slice(0, i) + long.slice(i + 1) === short);
}

const saidByCustomer = (r: Reference): boolean => r.sentence.speaker !== 'agent';

/** Which of two readings is meant: the customer's own, unless the customer corrected it or said yes to the agent's. */
function preferred(a: NamedOrder, b: NamedOrder, replies: Replies): NamedOrder | null {
  const corrected = [a, b].find((o) => o.mentions.some((m) => saidByCustomer(m) && replies.corrects(m.sentence)));
  if (corrected) return corrected;
  const ownA = a.mentions.filter(saidByCustomer).length;
  const ownB = b.mentions.filter(saidByCustomer).length;
  if (ownA > 0 && ownB > 0) return null;
  const agents = ownA > 0 ? b : a;
  const confirmed = agents.mentions.some((m) => replies.answerTo(m.sentence)?.kind === 'yes');
  const own = ownA > 0 ? a : b;
  return confirmed && own.mentions.length === 1 ? agents : own;
}

/** Every order of the call, in the order of first mention; readings of one number are merged. */
export function namedOrders(conversation: Conversation, references: readonly Reference[], replies: Replies): NamedOrder[] {
  const orders = references.filter((r) => r.kind === 'order');
  const byId = new Map<string, Reference[]>();
  for (const r of orders) byId.set(r.value, [...(byId.get(r.value) ?? []), r]);
  let named: NamedOrder[] = [...byId].map(([id, mentions]) => {
    const words = mentions.flatMap((m) => [...contentWords(conversation, ...clauseAround(conversation, m, orders))]);
    return { id, mentions, words: new Set(words), doubtful: mentions.every((m) => m.guessed) };
  });
  for (const a of [...named]) {
    for (const b of [...named]) {
      if (a.id >= b.id || !named.includes(a) || !named.includes(b) || !soundAlike(a.id, b.id)) continue;
      const winner = preferred(a, b, replies);
      if (winner) named = named.flatMap((o) => (o === winner ? [{ ...o, doubtful: true }] : o === a || o === b ? [] : [o]));
    }
  }
  return named;
}

const FIRST = new Set(['first', 'former', 'earlier', 'older']);
const SECOND = new Set(['second', 'latter', 'later', 'newer']);

/** Which orders a stretch of words points at: by number, by rank ("the second one"), or by what was said with them ("the stove"). */
export function ordersMeant(conversation: Conversation, from: number, to: number, named: readonly NamedOrder[], kept = false): NamedOrder[] {
  const numbered = named.filter((o) => o.mentions.some((m) => m.from >= from && m.to <= to && (kept || !excluded(conversation, m))));
  if (numbered.length > 0) return numbered;
  const words = conversation.tokens.slice(from, to).map((t) => t.text);
  if (words.includes('both') && named.length === 2) return [...named];
  if (named.length > 1 && meansAll(words)) return [...named];
  const firstOrLast = words.findIndex((w, i) => (w === 'first' || w === 'last') && words[i + 1] === 'two');
  if (firstOrLast >= 0 && named.length > 2) return words[firstOrLast] === 'first' ? named.slice(0, 2) : named.slice(-2);
  if (named.length === 2 || named.length === 3) {
    const rank = words.some((w) => FIRST.has(w)) ? 0 : words.some((w) => SECOND.has(w)) ? 1 : words.includes('third') ? 2 : null;
    const ranked = rank === null ? undefined : named[rank];
    if (ranked) return [ranked];
  }
  if (named.length < 2) return [];
  const content = contentWords(conversation, from, to);
  const scored = named.map((o) => ({ order: o, common: [...content].filter((w) => o.words.has(w) && named.every((n) => n === o || !n.words.has(w))).length }));
  const best = scored.filter((s) => s.common > 0);
  return best.length === 1 && best[0] ? [best[0].order] : [];
}

const EXCLUDES = new Set(['not', 'except', 'instead', 'than', 'keep', 'leave']);

const COUNTS = new Set(['two', 'three', 'four', 'five', 'both', 'couple', 'few', 'several', 'these', 'those', 'my', 'our', 'the']);

/** "All three", "all of them", "two orders", "the lot". */
function meansAll(words: readonly string[]): boolean {
  return words.some((w, i) => {
    const next = words[i + 1] ?? '';
    if (w === 'all') return next === 'of' || next === 'my' || next === 'the' || next === 'our' || COUNTS.has(next);
    if (w === 'the') return next === 'lot';
    return w === 'orders' && words.slice(Math.max(0, i - 3), i).some((c) => COUNTS.has(c)) && !words.includes('one');
  });
}

const KEPT_AFTER = new Set(['goes', 'stays', 'stay', 'remains', 'stands', 'ahead', 'keep']);

/** "Not 51877", "except 51877", "and 51877 goes ahead". */
const excluded = (conversation: Conversation, mention: Reference): boolean => excludedBefore(conversation, mention) || keptAfter(conversation, mention);

function excludedBefore({ tokens }: Conversation, mention: Reference): boolean {
  for (let i = mention.from - 1; i >= Math.max(mention.sentence.from, mention.from - 3); i -= 1) {
    // "Not that one, 51877": the pause ends the exclusion.
    if (tokens[i + 1]?.afterPause) return false;
    if (EXCLUDES.has(tokens[i]?.text ?? '')) return true;
  }
  return false;
}

function keptAfter({ tokens }: Conversation, mention: Reference): boolean {
  for (let i = mention.to; i < Math.min(mention.sentence.to, mention.to + 3); i += 1) {
    const text = tokens[i]?.text ?? '';
    if (text === 'and' || text === 'but') return false;
    if (KEPT_AFTER.has(text)) return true;
  }
  return false;
}

/** "The other one" of two: the one that is not `than`. */
export function theOther(conversation: Conversation, sentence: Sentence, from: number, to: number, named: readonly NamedOrder[], than: NamedOrder | undefined): NamedOrder | null {
  const says = conversation.tokens.slice(from, to).some((t) => t.text === 'other' || t.text === 'another');
  if (!says || named.length !== 2 || !than || sentence.to < to) return null;
  return named.find((o) => o !== than) ?? null;
}
