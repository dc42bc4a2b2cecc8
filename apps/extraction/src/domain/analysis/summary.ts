import type { Finding, Reading } from '../finding.js';
import { wordsAsWritten } from '../language/evidence.js';
import type { Sentence } from '../language/tokens.js';
import type { Tone } from './tone.js';
import { wallClock } from '../language/zoned-time.js';

const ENOUGH_WORDS = 15;
const LONGEST_QUOTE = 160;

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function spokenDate(epochMs: number, timeZone: string): string {
  const w = wallClock(epochMs, timeZone);
  return `${DAYS[w.weekday] ?? ''} ${w.day} ${MONTHS[w.month - 1] ?? ''} ${String(w.hour).padStart(2, '0')}:${String(w.minute).padStart(2, '0')}`;
}

const unsure = (finding: Finding): string => (finding.data.confidence < 0.7 ? 'seems to have' : 'has');

function sentenceFor(finding: Finding, reading: Reading): string {
  switch (finding.type) {
    case 'order.cancellation-requested.v1':
      return `The customer ${unsure(finding)} asked to cancel ${finding.data.orderId ? `order ${finding.data.orderId}` : 'an order'}.`;
    case 'customer.dispute-raised.v1': {
      const about = finding.data.invoiceId ? `invoice ${finding.data.invoiceId}` : 'a charge';
      const money = finding.data.amount ? ` over ${finding.data.amount}${finding.data.currency ? ` ${finding.data.currency}` : ''}` : '';
      return `The customer disputes ${about}${money}.`;
    }
    case 'customer.complaint-logged.v1':
      return `The customer complained about ${finding.data.topic === 'other' ? 'the company' : finding.data.topic} (${finding.data.severity} severity).`;
    case 'refund.requested.v1':
      return `The customer ${unsure(finding)} asked for money back.`;
    case 'customer.issue-identified.v1':
      return 'The customer reported a problem.';
    case 'escalation.risk-raised.v1':
      return `The customer may go further (${finding.data.signals.join(', ')}).`;
    case 'competitor.mentioned.v1':
      return `The customer named ${finding.data.competitor}, a competitor.`;
    case 'agent.commitment-made.v1':
      return 'The agent promised to follow up.';
    case 'insight.custom-identified.v1':
      return `Found: ${finding.data.title}.`;
    case 'callback.requested.v1': {
      const when = finding.data.dueAt === null ? '' : ` on ${spokenDate(finding.data.dueAt, reading.call.timeZone)}`;
      return finding.data.requestedBy === 'agent' ? `The agent promised to call back${when}.` : `The customer asked to be called back${when}.`;
    }
  }
}

/** The first thing the customer says that is long enough to be the matter of the call. */
export function matterOf(reading: Reading): Sentence | null {
  const sentences = reading.conversation.sentences.filter((s) => s.speaker !== 'agent' && s.to - s.from >= 7);
  return sentences.find((s) => !introduces(reading, s.from, s.to)) ?? sentences[0] ?? null;
}

/** The matter in the transcript's own (redacted) words. */
function opening(reading: Reading): string | null {
  const { conversation } = reading;
  const matter = matterOf(reading);
  if (!matter) return null;
  const text = wordsAsWritten(conversation, matter.from, matter.to);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, text.lastIndexOf(' ', LONGEST_QUOTE))} …` : text;
}

const introduces = (reading: Reading, from: number, to: number): boolean => {
  const words = reading.conversation.tokens.slice(from, to).map((t) => t.text).join(' ');
  return /\b(?:my name is|this is|how can i help|thank you for calling|welcome to)\b/.test(words);
};

const ENDINGS = { positive: 'The tone was friendly.', negative: 'The customer was not content.', neutral: 'The tone was matter-of-fact.' } as const;

/** Two or three sentences from what was found and the customer's own words; null when next to nothing was said. */
export function summaryOf(reading: Reading, findings: readonly Finding[], tone: Tone): string | null {
  if (reading.conversation.tokens.length < ENOUGH_WORDS) return null;
  const facts = findings.map((f) => sentenceFor(f, reading)).slice(0, 2);
  const own = opening(reading);
  const known = reading.conversation.utterances.some((u) => u.speaker === 'customer');
  const quoted = own === null ? [] : [known ? `In the customer's words: “${own}”.` : `It was about: “${own}”.`];
  const ending = facts.length < 2 && tone.sentiment ? [ENDINGS[tone.sentiment]] : [];
  const sentences = [...facts, ...quoted, ...ending].slice(0, 3);
  return sentences.length === 0 ? null : sentences.join(' ');
}
