import type { Finding, Reading } from '../finding.js';
import { evidenceOf } from '../language/evidence.js';
import { activeCues } from '../rules/active-cues.js';
import { confidenceOf, isWorthSaying } from '../rules/confidence.js';
import type { Cue } from '../rules/cue.js';
import { doubtPoints, isVoid, unclearWords } from '../rules/penalties.js';
import { isAboutMoney } from './about-money.js';
import { amountMeant, entityOf, idMeant, idsAsInvoices, idsAsOrders } from './things-meant.js';

/** "The rest", "half of it": not the amount that was named. */
const PART = new Set(['rest', 'part', 'half', 'some', 'remaining', 'unused', 'partial', 'difference', 'remainder', 'portion']);

/** "I've bought some round the corner" and "at half past nine" are no parts of what is asked for. */
const isPart = (word: string, next = ''): boolean => (word === 'some' ? /^(?:of|back|money)$/.test(next) : word !== 'half' || !/^(?:past|ten|eleven|twelve|one|two|three|four|five|six|seven|eight|nine)$/.test(next));

const PART_IS_SAID_WITHIN = 4;

/** What was asked for and not taken back; money that is only called "that" counts where money was spoken of. */
function standing(reading: Reading, cues: readonly Cue[]): Cue[] {
  let asked: Cue[] = [];
  for (const cue of cues) {
    if (isVoid(cue)) continue;
    if (cue.role === 'withdraw') asked = [];
    else if (cue.role === 'request' || (cue.role === 'request-if-money' && isAboutMoney(reading, cue, cues))) asked.push(cue);
  }
  return asked;
}

/** `refund.requested`: the customer asks for money back, whatever the agent answers; one per call. */
export function findRefund(reading: Reading): Finding[] {
  const { conversation, references, packs } = reading;
  const cues = activeCues(conversation, packs.refund, packs);
  const asked = standing(reading, cues);
  const best = [...asked].sort((a, b) => b.weight - doubtPoints(b) - (a.weight - doubtPoints(a)))[0];
  if (!best) return [];

  const part = asked.flatMap(({ sentence: s }) => conversation.tokens.slice(s.from, s.to).flatMap((t, i, own) => (PART.has(t.text) && isPart(t.text, own[i + 1]?.text) ? [s.from + i] : [])))[0];
  const nearest = amountMeant(references, asked);
  // "The rest of the eighty pounds" is not eighty; "the difference, ten pounds" is ten.
  const money = part !== undefined && !(nearest && nearest.from > part && nearest.from - part <= PART_IS_SAID_WITHIN) ? null : nearest;
  const invoice = idMeant({ ...reading, references: idsAsInvoices(reading) }, 'invoice', asked);
  // What was bought is paid back: an id that nobody named is the order's, unless it is all about a bill.
  const order = idMeant(invoice.value === null && !invoice.several ? { ...reading, references: idsAsOrders(reading) } : reading, 'order', asked);
  const supports = cues.filter((c) => (c.role === 'support' || c.role === 'agent-acts') && !isVoid(c));
  const score =
    best.weight -
    doubtPoints(best) +
    0.5 * Math.min(2, asked.length - 1) +
    Math.min(1.3, supports.reduce((sum, c) => sum + c.weight * 0.5, 0)) +
    (money ? 0.4 : 0) -
    (best.modifiers.has('question') ? 0.3 : 0) -
    unclearWords(conversation, [best]);
  const confidence = confidenceOf(score, packs.refund.calibration);
  if (!isWorthSaying(confidence, packs.refund)) return [];

  const named = [order, invoice].flatMap(({ value, mentions }) => mentions.filter((r) => r.value === value).slice(0, 1));
  const entities = [...named, ...(money ? [money] : [])].map((r) => entityOf(reading, r.kind, r));
  const why = supports.find((c) => c.role === 'support' && c.speaker !== 'agent');
  return [
    {
      type: 'refund.requested.v1',
      data: {
        confidence,
        entities,
        evidence: evidenceOf(conversation, [best, ...asked, ...(money ? [money] : []), ...named]),
        orderId: order.value,
        invoiceId: invoice.value,
        amount: money?.value ?? null,
        currency: money?.currency ?? null,
        reason: why ? (evidenceOf(conversation, [why])[0]?.quote ?? null) : null,
      },
    },
  ];
}
