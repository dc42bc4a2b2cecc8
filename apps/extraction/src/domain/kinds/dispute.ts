import type { Finding, Reading } from '../finding.js';
import { evidenceOf } from '../language/evidence.js';
import type { Reference } from '../language/references.js';
import type { Conversation } from '../language/tokens.js';
import { activeCues } from '../rules/active-cues.js';
import { confidenceOf, isWorthSaying } from '../rules/confidence.js';
import type { Cue } from '../rules/cue.js';
import { doubtPoints, isVoid, unclearWords } from '../rules/penalties.js';
import { amountMeant, entityOf, idMeant, idsAsInvoices } from './things-meant.js';
import { isAboutMoney } from './about-money.js';

/** "Never mind" takes back what was just said, not what was settled long before. */
const isNear = (cue: Cue, standing: readonly Cue[]): boolean => standing.some((s) => cue.sentence.index - s.sentence.index <= TAKEN_BACK_WITHIN);
const TAKEN_BACK_WITHIN = 6;

/** What is still disputed when the call ends; "that's not right" counts where money was spoken of. */
function standingCues(reading: Reading, cues: readonly Cue[]): Cue[] {
  let standing: Cue[] = [];
  for (const cue of cues) {
    if (isVoid(cue)) continue;
    if (cue.role === 'withdraw') standing = isNear(cue, standing) ? [] : standing;
    else if (cue.role === 'raise' || (cue.role === 'raise-if-money' && isAboutMoney(reading, cue, cues))) standing.push(cue);
  }
  return standing;
}

/** Words before an amount that is what it should be, or what would be right: "you quoted me forty", "I should pay 32". */
const AS_AGREED = new Set(['should', 'supposed', 'agreed', 'quoted', 'quote', 'usually', 'normally', 'instead', 'promised', 'told', 'meant', 'expected', 'always', 'said', 'contract', 'usual', 'normal', 'not', 'limit', 'already']);
const AGREED_WITHIN = 6;

/** Amounts without those of which it is said that they would be right; all where no other is left. */
function contested({ tokens }: Conversation, references: readonly Reference[]): readonly Reference[] {
  const isAgreed = ({ from, sentence }: Reference): boolean => {
    const words = tokens.slice(Math.max(sentence.from, from - AGREED_WITHIN), from);
    const last = words.findLastIndex((t) => AS_AGREED.has(t.text));
    return last >= 0 && !words.slice(last + 1).some((t) => t.text === 'but' || t.text === 'and' || CHARGED.test(t.text));
  };
  const left = references.filter((r) => r.kind === 'amount' && !isAgreed(r));
  return left.length > 0 ? left : references;
}
const CHARGED = /^(?:charged?|charging|billed|billing|took|taken|debited|deducted|says|bill|invoice|invoiced|paid)$/;

/** `customer.dispute-raised`: a charge or an invoice that the customer does not accept. */
export function findDispute(reading: Reading): Finding[] {
  const { conversation, references, packs } = reading;
  const cues = activeCues(conversation, packs.dispute, packs);
  const standing = standingCues(reading, cues);
  const best = [...standing].sort((a, b) => b.weight - doubtPoints(b) - (a.weight - doubtPoints(a)))[0];
  if (!best) return [];

  const invoice = idMeant({ ...reading, references: idsAsInvoices(reading) }, 'invoice', standing);
  const money = amountMeant(contested(conversation, references), standing);
  const supports = cues.filter((c) => (c.role === 'support' || c.role === 'agent-acts') && !isVoid(c)).slice(0, 2);
  const kinds = new Set(standing.map((c) => c.rule.id)).size;
  const score =
    best.weight -
    doubtPoints(best) +
    0.7 * Math.min(2, kinds - 1) +
    supports.reduce((sum, c) => sum + c.weight * 0.6, 0) +
    (invoice.value ? 0.6 : 0) +
    (money ? 0.4 : 0) -
    (best.modifiers.has('question') ? 0.8 : 0) -
    unclearWords(conversation, [best, ...invoice.mentions.slice(0, 1)]);
  const confidence = confidenceOf(score, packs.dispute.calibration);
  if (!isWorthSaying(confidence, packs.dispute)) return [];

  const invoices = [...new Map(invoice.mentions.map((r) => [r.value, r])).values()].filter((r) => invoice.value === null || r.value === invoice.value);
  const entities = [...invoices, ...(money ? [money] : [])].map((r) => entityOf(reading, r.kind, r));
  const ranges = [best, ...standing, ...invoices, ...(money ? [money] : [])];
  return [
    {
      type: 'customer.dispute-raised.v1',
      data: { confidence, entities, evidence: evidenceOf(conversation, ranges), invoiceId: invoice.value, amount: money?.value ?? null, currency: money?.currency ?? null },
    },
  ];
}
