import type { CallContext, Entity, Evidence, SpeakerRole } from '@callmesh/contracts';
import type { Finding } from '../finding.js';
import { evidenceOf } from '../language/evidence.js';
import type { Reference } from '../language/references.js';
import type { Conversation } from '../language/tokens.js';
import { MODEL_KINDS, type ModelFinding, type ModelKind } from './model-finding.js';
import { saidAmount, saidReference, saidTime, saidWords } from './named-things.js';
import { quotedTokens } from './quotes.js';

/** A kind of a tenant's own, as far as a model needs it. */
export interface OwnKind {
  readonly name: string;
  readonly version: number;
  readonly title: string;
  readonly speaker: 'customer' | 'agent' | 'any';
}

/** The call that a model was asked about, read by us. */
export interface CheckedAgainst {
  readonly conversation: Conversation;
  readonly references: readonly Reference[];
  readonly call: CallContext;
  readonly ownKinds: ReadonlyMap<string, OwnKind>;
}

/** Why a claim of a model is not believed. */
type Refusal = 'kind-unknown' | 'unsure' | 'utterance-unknown' | 'quote-not-said' | 'speaker-differs' | 'not-the-speaker-of-its-kind' | 'detail-not-said';

export type Checked = { readonly finding: Finding; readonly certainty: 'clear' | 'likely'; readonly dropped: readonly string[] } | { readonly refused: Refusal };

/** Who can state a fact of a kind: a promise is the agent's, a wish the customer's. */
const SPEAKER_OF: Readonly<Record<ModelKind, 'customer' | 'agent' | 'any'>> = {
  issue: 'customer',
  'order-cancellation': 'customer',
  complaint: 'customer',
  dispute: 'customer',
  refund: 'customer',
  callback: 'any',
  'escalation-risk': 'customer',
  competitor: 'any',
  'agent-commitment': 'agent',
};

/** Confidence of a claim before both engines are heard; see `agreement.ts`. */
const UNSETTLED = 0;

const TOPICS = new Set(['delivery', 'product', 'billing', 'account', 'technical', 'service', 'staff']);
const ACTIONS = new Set(['call-back', 'send', 'refund', 'replace', 'credit', 'check', 'escalate', 'schedule', 'change']);
const SIGNALS = new Set(['manager', 'legal', 'regulator', 'publicity', 'churn']);

/**
 * Believes of a model's claim what the transcript bears out: its utterances exist, its quote was said there by the speaker that it names and that
 * its kind allows, numbers and names occur on the call. What is stored is the transcript's, never the model's own words.
 */
export function checkFinding(claim: ModelFinding, against: CheckedAgainst): Checked {
  const own = claim.kind.startsWith('custom:') ? against.ownKinds.get(claim.kind.slice('custom:'.length)) : undefined;
  const kind = MODEL_KINDS.find((k) => k === claim.kind);
  if (!own && !kind) return { refused: 'kind-unknown' };
  if (claim.certainty === 'unsure') return { refused: 'unsure' };
  const { conversation } = against;
  if (claim.utteranceIds.some((id) => !conversation.utterances.some((u) => u.id === id))) return { refused: 'utterance-unknown' };
  const quoted = quotedTokens(conversation, claim.utteranceIds, claim.quote);
  if (!quoted) return { refused: 'quote-not-said' };
  const evidence = evidenceOf(conversation, [quoted]);
  const speakers = new Set(evidence.map((e) => e.speaker as SpeakerRole));
  if (!speakers.has('unknown') && !speakers.has(claim.speaker)) return { refused: 'speaker-differs' };
  const allowed = own ? own.speaker : SPEAKER_OF[kind as ModelKind];
  if (allowed !== 'any' && !speakers.has(allowed) && !speakers.has('unknown')) return { refused: 'not-the-speaker-of-its-kind' };
  const found = factOf(claim, own ?? (kind as ModelKind), against, evidence, speakers);
  return found ? { ...found, certainty: claim.certainty } : { refused: 'detail-not-said' };
}

function factOf(claim: ModelFinding, kind: OwnKind | ModelKind, against: CheckedAgainst, evidence: Evidence[], speakers: ReadonlySet<SpeakerRole>): { finding: Finding; dropped: readonly string[] } | null {
  const { conversation, references, call } = against;
  const order = saidReference(conversation, references, 'order', claim.orderId);
  const invoice = saidReference(conversation, references, 'invoice', claim.invoiceId);
  const amount = saidAmount(conversation, references, claim.amount);
  const product = saidWords(conversation, claim.product);
  const time = saidTime(conversation, call, claim.when);
  const dropped = [claim.orderId && !order && 'orderId', claim.invoiceId && !invoice && 'invoiceId', claim.amount && !amount && 'amount', claim.product && !product && 'product', claim.when && !time && 'when'].filter((part) => typeof part === 'string' && part !== '') as string[];
  const productEntity: Entity[] = product ? [{ kind: 'product', value: product.text, party: null, text: product.text, utteranceId: product.utteranceId }] : [];
  const entities = [order, invoice, amount?.entity, time?.entity].flatMap((e) => e ?? []).concat(productEntity);
  const common = { confidence: UNSETTLED, entities, evidence };
  const orderId = order?.value ?? null;
  const words = saidWords(conversation, claim.detail)?.text ?? null;
  const detail = claim.detail?.toLowerCase().trim() ?? '';
  const as = (finding: Finding): { finding: Finding; dropped: readonly string[] } => ({ finding, dropped });
  if (typeof kind === 'object') return as({ type: 'insight.custom-identified.v1', data: { ...common, kind: kind.name, kindVersion: kind.version, title: kind.title, orderId } });
  switch (kind) {
    case 'issue':
      return as({ type: 'customer.issue-identified.v1', data: { ...common, topic: TOPICS.has(detail) && detail !== 'staff' ? detail : 'other', severity: 'low', orderId, product: product?.text ?? null, description: evidence[0]?.quote ?? null } });
    case 'order-cancellation':
      return as({ type: 'order.cancellation-requested.v1', data: { ...common, orderId, reason: words } });
    case 'complaint':
      return as({ type: 'customer.complaint-logged.v1', data: { ...common, topic: TOPICS.has(detail) ? detail : 'other', severity: 'low', orderId } });
    case 'dispute':
      return as({ type: 'customer.dispute-raised.v1', data: { ...common, invoiceId: invoice?.value ?? null, amount: amount?.value ?? null, currency: amount?.currency ?? null } });
    case 'refund':
      return as({ type: 'refund.requested.v1', data: { ...common, orderId, invoiceId: invoice?.value ?? null, amount: amount?.value ?? null, currency: amount?.currency ?? null, reason: words } });
    case 'callback':
      return as({ type: 'callback.requested.v1', data: { ...common, requestedBy: speakers.has('agent') ? 'agent' : 'customer', dueAt: time?.due.at ?? null, duePhrase: time?.due.phrase ?? null } });
    case 'escalation-risk':
      return as({ type: 'escalation.risk-raised.v1', data: { ...common, risk: 'medium', signals: SIGNALS.has(detail) ? [detail] : [] } });
    case 'competitor':
      return words === null ? null : as({ type: 'competitor.mentioned.v1', data: { ...common, competitor: words, relation: 'other' } });
    case 'agent-commitment':
      return as({ type: 'agent.commitment-made.v1', data: { ...common, action: ACTIONS.has(detail) ? detail : 'other', commitment: evidence[0]?.quote ?? null, due: time?.due ?? null } });
  }
}
