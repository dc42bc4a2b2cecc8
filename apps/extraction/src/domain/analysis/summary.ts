import type { SpokenTime } from '@callmesh/contracts';
import type { Reading } from '../finding.js';
import { wordsAsWritten } from '../language/evidence.js';
import type { Sentence } from '../language/tokens.js';
import { wallClock } from '../language/zoned-time.js';
import type { Fact } from './fact.js';
import type { Sentiment } from './mood/mood.js';

const ENOUGH_WORDS = 15;
const LONGEST_QUOTE = 160;

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function spokenDate(epochMs: number, timeZone: string, withHour = true): string {
  const w = wallClock(epochMs, timeZone);
  const hour = withHour ? ` ${String(w.hour).padStart(2, '0')}:${String(w.minute).padStart(2, '0')}` : '';
  return `${DAYS[w.weekday] ?? ''} ${w.day} ${MONTHS[w.month - 1] ?? ''}${hour}`;
}

function byWhen(due: SpokenTime | null): string {
  return due?.at == null ? '' : ` by ${spokenDate(due.at, due.timeZone, due.iso?.includes('T') ?? true)}`;
}

const unsure = (fact: Fact): string => (fact.data.confidence < 0.7 ? 'seems to have' : 'has');
const money = (amount: string | null, currency: string | null): string => (amount === null ? '' : ` ${amount}${currency ? ` ${currency}` : ''}`);

const ACTS: Readonly<Record<string, string>> = {
  'call-back': 'to call back', send: 'to send something', refund: 'a refund', replace: 'a replacement', credit: 'a credit', check: 'to check and report back',
  escalate: 'to pass it on', schedule: 'an appointment', change: 'a change', other: 'to follow up',
};

/** Which facts a summary tells first; the others are told by these. */
const ORDER: readonly Fact['type'][] = [
  'order.cancellation-requested.v1', 'refund.requested.v1', 'customer.dispute-raised.v1', 'customer.complaint-logged.v1', 'customer.issue-identified.v1',
  'escalation.risk-raised.v1', 'agent.commitment-made.v1', 'callback.requested.v1', 'callback.requested.v2', 'competitor.mentioned.v1', 'insight.custom-identified.v1',
];

function sentenceFor(fact: Fact, { call }: Reading): string {
  switch (fact.type) {
    case 'order.cancellation-requested.v1':
      return `The customer ${unsure(fact)} asked to cancel ${fact.data.orderId ? `order ${fact.data.orderId}` : 'an order'}.`;
    case 'refund.requested.v1': {
      const of = fact.data.orderId ? ` for order ${fact.data.orderId}` : fact.data.invoiceId ? ` for invoice ${fact.data.invoiceId}` : '';
      return `The customer ${unsure(fact)} asked for a refund${fact.data.amount === null ? '' : ` of${money(fact.data.amount, fact.data.currency)}`}${of}.`;
    }
    case 'customer.dispute-raised.v1':
      return `The customer disputes ${fact.data.invoiceId ? `invoice ${fact.data.invoiceId}` : 'a charge'}${fact.data.amount ? ` over${money(fact.data.amount, fact.data.currency)}` : ''}.`;
    case 'customer.complaint-logged.v1':
      return `The customer complained about ${fact.data.topic === 'other' ? 'the company' : fact.data.topic} (${fact.data.severity} severity).`;
    case 'customer.issue-identified.v1': {
      const about = fact.data.topic === 'other' ? 'a problem' : `a ${fact.data.topic} problem`;
      return `The customer reported ${about}${fact.data.product ? ` with ${fact.data.product}` : ''}${fact.data.orderId ? ` (order ${fact.data.orderId})` : ''}.`;
    }
    case 'escalation.risk-raised.v1':
      return `The customer may go further (${fact.data.signals.join(', ')}).`;
    case 'agent.commitment-made.v1':
      return `The agent promised ${ACTS[fact.data.action] ?? 'to follow up'}${byWhen(fact.data.due)}.`;
    case 'callback.requested.v1': {
      const when = fact.data.dueAt === null ? '' : ` on ${spokenDate(fact.data.dueAt, call.timeZone)}`;
      return fact.data.requestedBy === 'agent' ? `The agent promised to call back${when}.` : `The customer asked to be called back${when}.`;
    }
    case 'callback.requested.v2':
      return `${fact.data.origin === 'promised' ? 'The agent promised to call back' : 'The customer asked to be called back'}${byWhen(fact.data.due)}.`;
    case 'competitor.mentioned.v1':
      return `The customer named ${fact.data.competitor}, a competitor.`;
    case 'insight.custom-identified.v1':
      return `Found: ${fact.data.title}.`;
  }
}

/** Facts worth a sentence: a problem that is complained of is told once, and so is a call back that is promised. */
function told(facts: readonly Fact[]): Fact[] {
  const has = (type: Fact['type']): boolean => facts.some((f) => f.type === type);
  const heavier = has('customer.complaint-logged.v1') || has('customer.dispute-raised.v1') || has('refund.requested.v1');
  const promised = has('callback.requested.v1') || has('callback.requested.v2');
  return facts
    .filter((f) => !(f.type === 'customer.issue-identified.v1' && heavier) && !(f.type === 'callback.requested.v2' && has('callback.requested.v1')))
    .filter((f) => !(f.type === 'agent.commitment-made.v1' && f.data.action === 'call-back' && promised))
    .sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type));
}

/** The first thing the customer says that is long enough to be the matter of the call. */
export function matterOf(reading: Reading): Sentence | null {
  const sentences = reading.conversation.sentences.filter((s) => s.speaker !== 'agent' && s.to - s.from >= 7);
  return sentences.find((s) => !introduces(reading, s.from, s.to)) ?? sentences[0] ?? null;
}

/** The matter in the transcript's own (redacted) words. */
function opening(reading: Reading): string | null {
  const matter = matterOf(reading);
  if (!matter) return null;
  const text = wordsAsWritten(reading.conversation, matter.from, matter.to);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, text.lastIndexOf(' ', LONGEST_QUOTE))} …` : text;
}

const introduces = (reading: Reading, from: number, to: number): boolean => {
  const words = reading.conversation.tokens.slice(from, to).map((t) => t.text).join(' ');
  return /\b(?:my name is|this is|how can i help|thank you for calling|welcome to)\b/.test(words);
};

const ENDINGS = { positive: 'The tone was friendly.', negative: 'The customer was not content.', neutral: 'The tone was matter-of-fact.' } as const;

/** Two or three sentences from what was found and the customer's own words; null when next to nothing was said. */
export function summaryOf(reading: Reading, facts: readonly Fact[], sentiment: Sentiment | null): string | null {
  if (reading.conversation.tokens.length < ENOUGH_WORDS) return null;
  const found = [...new Set(told(facts).map((f) => sentenceFor(f, reading)))].slice(0, 2);
  const own = opening(reading);
  const known = reading.conversation.utterances.some((u) => u.speaker === 'customer');
  const quoted = own === null ? [] : [known ? `In the customer's words: “${own}”.` : `It was about: “${own}”.`];
  const ending = found.length < 2 && sentiment ? [ENDINGS[sentiment]] : [];
  const sentences = [...found, ...quoted, ...ending].slice(0, 3);
  return sentences.length === 0 ? null : sentences.join(' ');
}
