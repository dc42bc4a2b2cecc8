import type { EventPayloads } from '@callmesh/contracts';
import type { Finding } from '../finding.js';

type FactType =
  | 'order.cancellation-requested.v1'
  | 'refund.requested.v1'
  | 'customer.complaint-logged.v1'
  | 'customer.dispute-raised.v1'
  | 'callback.requested.v1'
  | 'callback.requested.v2'
  | 'customer.issue-identified.v1'
  | 'escalation.risk-raised.v1'
  | 'competitor.mentioned.v1'
  | 'agent.commitment-made.v1'
  | 'insight.custom-identified.v1';

type Common = 'conversationId' | 'call' | 'analysisVersion' | 'engine' | 'engineVersion';

/** A business fact of any kind that the contracts know, whichever of them this engine's rules find. */
export type Fact = { [T in FactType]: { readonly type: T; readonly data: Omit<EventPayloads[T], Common> } }[FactType];

/** Findings as facts. */
export const factsOf = (findings: readonly Finding[]): readonly Fact[] => findings as readonly Fact[];

export const ofType = <T extends FactType>(facts: readonly Fact[], type: T): Extract<Fact, { type: T }>[] => facts.filter((fact): fact is Extract<Fact, { type: T }> => fact.type === type);
