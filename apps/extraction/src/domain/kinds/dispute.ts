import type { Entity } from '@callmesh/contracts';
import type { Finding, Reading } from '../finding.js';
import { evidenceOf, wordsAsWritten } from '../language/evidence.js';
import type { Reference } from '../language/references.js';
import { activeCues } from '../rules/active-cues.js';
import { confidenceOf, WORTH_SAYING } from '../rules/confidence.js';
import type { Cue } from '../rules/cues.js';
import { doubtPoints, unclearWords } from '../rules/penalties.js';
import { soundAlike } from './orders.js';

const isVoid = (cue: Cue): boolean => cue.modifiers.has('negated') || cue.modifiers.has('hypothetical');

/** What is still disputed when the call ends. */
function standingCues(cues: readonly Cue[]): Cue[] {
  let standing: Cue[] = [];
  for (const cue of cues) {
    if (cue.role === 'withdraw' && !isVoid(cue)) standing = [];
    else if (cue.role === 'raise' && !isVoid(cue)) standing.push(cue);
  }
  return standing;
}

/** The one value meant: the only one said, or the one nearest to the dispute when it was said more often than any other. */
function theOne(references: readonly Reference[], cues: readonly Cue[]): { value: string | null; mentions: Reference[]; several: boolean } {
  const values = [...new Set(references.map((r) => r.value))];
  const distinct = values.filter((v, i) => !values.some((w, j) => j < i && v !== w && soundAlike(v, w) && references.filter((r) => r.value === v).every((r) => r.sentence.speaker === 'agent')));
  if (distinct.length <= 1) return { value: distinct[0] ?? null, mentions: [...references], several: false };
  const inCue = distinct.filter((v) => references.some((r) => r.value === v && cues.some((c) => c.sentence === r.sentence)));
  const one = inCue.length === 1 ? (inCue[0] ?? null) : null;
  return { value: one, mentions: references.filter((r) => one === null || r.value === one), several: true };
}

/** Amounts count near the dispute only: the price of something else may be said on the same call. */
const NEAR = 10;

function entityOf(reading: Reading, kind: string, reference: Reference): Entity {
  const { conversation } = reading;
  return {
    kind,
    value: reference.value,
    party: null,
    text: wordsAsWritten(conversation, reference.from, reference.to),
    utteranceId: conversation.utterances[reference.sentence.utterance]?.id ?? '',
  };
}

/** `customer.dispute-raised`: a charge or an invoice that the customer does not accept. */
export function findDispute(reading: Reading): Finding[] {
  const { conversation, references, packs } = reading;
  const cues = activeCues(conversation, packs.dispute, packs);
  const standing = standingCues(cues);
  const best = [...standing].sort((a, b) => b.weight - doubtPoints(b) - (a.weight - doubtPoints(a)))[0];
  if (!best) return [];

  const invoice = theOne(references.filter((r) => r.kind === 'invoice'), standing);
  const near = references.filter((r) => r.kind === 'amount' && standing.some((c) => Math.abs(c.sentence.index - r.sentence.index) <= NEAR));
  const amount = theOne(near, standing);
  const money = amount.value === null ? undefined : amount.mentions.find((r) => r.value === amount.value);
  const supports = cues.filter((c) => (c.role === 'support' || c.role === 'agent-acts') && !isVoid(c)).slice(0, 2);
  const kinds = new Set(standing.map((c) => c.rule.id)).size;
  const score =
    best.weight -
    doubtPoints(best) +
    0.7 * (kinds - 1) +
    supports.reduce((sum, c) => sum + c.weight * 0.6, 0) +
    (invoice.value ? 0.8 : 0) +
    (money ? 0.4 : 0) -
    (invoice.several ? 1.1 : 0) -
    (best.modifiers.has('question') ? 0.8 : 0) -
    unclearWords(conversation, [best, ...invoice.mentions.slice(0, 1)]);
  const confidence = confidenceOf(score, packs.dispute.calibration);
  if (confidence < WORTH_SAYING) return [];

  const firstInvoices = [...new Map(invoice.mentions.map((r) => [r.value, r])).values()].filter((r) => invoice.value === null || r.value === invoice.value);
  const entities = [...firstInvoices.map((r) => entityOf(reading, 'invoice', r)), ...(money ? [entityOf(reading, 'amount', money)] : [])];
  const ranges = [best, ...standing, ...firstInvoices, ...(money ? [money] : [])];
  return [{
    type: 'customer.dispute-raised.v1',
    data: {
      confidence,
      entities,
      evidence: evidenceOf(conversation, ranges),
      invoiceId: invoice.value,
      amount: amount.value,
      currency: money?.currency ?? null,
    },
  }];
}
