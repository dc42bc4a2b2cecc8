import type { AnyDomainEvent, EventMetadata } from '@callmesh/contracts';
import type { Finding, InsightType } from './finding.js';

/** The stream of a conversation's analyses. */
export const analysisStream = (conversationId: string): string => `analysis-${conversationId}`;

type AboutFacts = 'insight.confirmed.v1' | 'insight.withdrawn.v1';
/** What an analysis says. A fact is made with its id, so that the same append can name it; a stored one has it in its metadata. */
export type AnalysisEvent = Extract<AnyDomainEvent, { type: InsightType | AboutFacts | 'call.analysed.v1' | 'call.scored.v1' }> & { readonly id?: string; readonly metadata?: EventMetadata };
/** An event that states a fact for the first time. */
export type FactEvent = Extract<AnalysisEvent, { type: InsightType }>;

/** A fact that was said and not withdrawn since. */
export interface StandingFact {
  readonly factId: string;
  readonly type: InsightType;
  /** Who found it first. */
  readonly engine: string;
  /** How sure and by which words it was said last. */
  readonly said: string;
}

/** Standing facts by what makes them what they are. */
export type StandingFacts = ReadonlyMap<string, StandingFact>;

/** What makes two findings the same fact: cancelling one order is one fact however it is worded. */
export function factKey({ type, data }: Finding): string {
  switch (type) {
    case 'refund.requested.v1':
      return `${type} ${data.orderId ?? ''} ${data.invoiceId ?? ''} ${data.amount ?? ''}`;
    case 'customer.issue-identified.v1':
      return `${type} ${data.topic} ${data.orderId ?? ''}`;
    case 'escalation.risk-raised.v1':
      return `${type} ${[...data.signals].sort().join()}`;
    case 'competitor.mentioned.v1':
      return `${type} ${data.competitor.toLowerCase()}`;
    case 'agent.commitment-made.v1':
      return `${type} ${data.action} ${data.due?.iso ?? ''}`;
    case 'insight.custom-identified.v1':
      return `${type} ${data.kind} ${data.orderId ?? ''}`;
    case 'order.cancellation-requested.v1':
      return `${type} ${data.orderId ?? ''}`;
    case 'customer.dispute-raised.v1':
      return `${type} ${data.invoiceId ?? ''} ${data.amount ?? ''}`;
    case 'customer.complaint-logged.v1':
      return `${type} ${data.topic}`;
    case 'callback.requested.v1':
      return `${type} ${data.dueAt ?? ''}`;
  }
}

/** How sure a fact is, and by which words, in a form that can be compared. */
export const saidOf = ({ confidence, evidence }: Pick<Finding['data'], 'confidence' | 'evidence'>): string =>
  JSON.stringify([confidence, evidence.map(({ utteranceIds, startMs, endMs, quote, speaker }) => [utteranceIds, startMs, endMs, quote, speaker])]);

/** The facts that stand after one more event. */
export function standingAfter(facts: StandingFacts, event: Extract<AnalysisEvent, { type: InsightType | AboutFacts }>): StandingFacts {
  const next = new Map(facts);
  if (event.type === 'insight.confirmed.v1' || event.type === 'insight.withdrawn.v1') {
    const known = [...facts].find(([, { factId }]) => factId === event.data.factId);
    if (!known) return facts;
    if (event.type === 'insight.withdrawn.v1') next.delete(known[0]);
    else next.set(known[0], { ...known[1], said: saidOf(event.data) });
    return next;
  }
  const { type, data, id, metadata } = event;
  return next.set(factKey(event as Finding), { factId: metadata?.factId ?? id ?? '', type, engine: data.engine, said: saidOf(data) });
}
