import { NOT_MEASURED, type AgentCommitmentMadeV1, type CallAnalysedV1, type CallContext, type CallbackRequestedV2, type CustomerComplaintLoggedV1, type CustomerDisputeRaisedV1, type Entity, type EscalationRiskRaisedV1, type Evidence, type InsightConfirmedV1, type InsightCustomIdentifiedV1, type InsightWithdrawnV1, type OrderCancellationRequestedV1, type RefundRequestedV1 } from '@callmesh/contracts';

/** Builders of what extraction says, for the specs of this service. */
export const conversationId = '5d3a2f9e-0c3e-5b71-9a0c-1f1f5a0f0001';

export const call: CallContext = {
  platform: 'demo',
  platformCallId: 'call-1',
  startedAt: Date.UTC(2026, 10, 19, 18, 0),
  timeZone: 'America/Los_Angeles',
  direction: 'inbound',
  agentId: 'a-101',
  durationMs: 61_000,
  customer: { placeholder: '[PHONE_1]', reference: `vault://demo/${conversationId}/[PHONE_1]` },
  consent: 'granted',
  assumed: [],
};

export const said = (quote: string, speaker = 'customer'): Evidence => ({ utteranceIds: ['u3'], startMs: 8_000, endMs: 12_000, quote, speaker });

export const entity = (kind: string, value: string): Entity => ({ kind, value, party: null, text: value, utteranceId: 'u3' });

const analysed = {
  conversationId,
  call,
  analysisVersion: 1,
  engine: 'local-rules',
  engineVersion: '1',
  confidence: 0.93,
  entities: [],
};

export const cancellation = (changes: Partial<OrderCancellationRequestedV1> = {}): OrderCancellationRequestedV1 => ({
  ...analysed,
  orderId: '48213',
  reason: null,
  entities: [entity('order', '48213')],
  evidence: [said("I'd like to cancel my order 48213.")],
  ...changes,
});

export const complaint = (changes: Partial<CustomerComplaintLoggedV1> = {}): CustomerComplaintLoggedV1 => ({
  ...analysed,
  topic: 'delivery',
  severity: 'high',
  orderId: null,
  evidence: [said('The parcel is late for the second time.')],
  ...changes,
});

export const dispute = (changes: Partial<CustomerDisputeRaisedV1> = {}): CustomerDisputeRaisedV1 => ({
  ...analysed,
  invoiceId: '77120',
  amount: '89.90',
  currency: 'USD',
  evidence: [said('I was charged twice on invoice 77120.')],
  ...changes,
});

export const ownFact = (changes: Partial<InsightCustomIdentifiedV1> = {}): InsightCustomIdentifiedV1 => ({
  ...analysed,
  kind: 'vip',
  kindVersion: 1,
  title: 'Important customer',
  orderId: null,
  evidence: [said('Could I visit your showroom?')],
  ...changes,
});

export const refund = (changes: Partial<RefundRequestedV1> = {}): RefundRequestedV1 => ({
  ...analysed,
  orderId: '48213',
  invoiceId: null,
  amount: '20.00',
  currency: 'USD',
  reason: null,
  evidence: [said('I want my twenty dollars back.')],
  ...changes,
});

export const escalation = (changes: Partial<EscalationRiskRaisedV1> = {}): EscalationRiskRaisedV1 => ({
  ...analysed,
  risk: 'high',
  signals: ['manager'],
  evidence: [said('Let me speak to your manager.')],
  ...changes,
});

export const commitment = (changes: Partial<AgentCommitmentMadeV1> = {}): AgentCommitmentMadeV1 => ({
  ...analysed,
  action: 'call-back',
  commitment: null,
  due: { at: Date.UTC(2026, 10, 24, 18, 0), iso: '2026-11-24T10:00:00-08:00', timeZone: call.timeZone, phrase: 'next Tuesday at ten' },
  evidence: [said('I will call you next Tuesday at ten.', 'agent')],
  ...changes,
});

const later = { conversationId, call, analysisVersion: 2, transcriptVersion: 2, engine: 'local-rules', engineVersion: '2' };

export const withdrawn = (factId: string, insight: string, changes: Partial<InsightWithdrawnV1> = {}): InsightWithdrawnV1 => ({ ...later, factId, insight, reason: 'transcript-corrected', replacedBy: null, ...changes });

export const confirmed = (factId: string, insight: string, changes: Partial<InsightConfirmedV1> = {}): InsightConfirmedV1 => ({ ...later, factId, insight, confidence: 0.97, evidence: [], ...changes });

export const callback = (changes: Partial<CallbackRequestedV2> = {}): CallbackRequestedV2 => ({
  ...analysed,
  origin: 'promised',
  due: { at: Date.UTC(2026, 10, 24, 18, 0), iso: '2026-11-24T10:00:00-08:00', timeZone: call.timeZone, phrase: 'next Tuesday at ten' },
  evidence: [said('I will call you back next Tuesday at ten.', 'agent')],
  ...changes,
});

export const analysis = (changes: Partial<CallAnalysedV1> = {}): CallAnalysedV1 => ({
  ...analysed,
  ...NOT_MEASURED,
  transcriptVersion: 1,
  summary: 'The customer thanked for an early parcel.',
  intent: 'feedback',
  topics: ['delivery'],
  sentiment: 'positive',
  satisfaction: 9,
  escalationRisk: 'low',
  insights: [],
  evidence: [],
  ...changes,
});
