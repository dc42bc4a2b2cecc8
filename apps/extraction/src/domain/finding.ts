import type { CallContext, EventPayloads, Transcript } from '@callmesh/contracts';
import type { KnownCompetitors } from './competitors/known-competitors.js';
import type { Reference } from './language/references.js';
import type { Conversation } from './language/tokens.js';
import type { RulePack } from './rules/rule-pack.js';

/** Events that state a business fact found on a call. */
export type InsightType =
  | 'order.cancellation-requested.v1'
  | 'refund.requested.v1'
  | 'customer.complaint-logged.v1'
  | 'customer.dispute-raised.v1'
  | 'callback.requested.v1'
  | 'customer.issue-identified.v1'
  | 'escalation.risk-raised.v1'
  | 'competitor.mentioned.v1'
  | 'agent.commitment-made.v1'
  | 'insight.custom-identified.v1';

/** What every insight carries and the engine adds by itself. */
type Common = 'conversationId' | 'call' | 'analysisVersion' | 'engine' | 'engineVersion';

/** A business fact as a kind's rules find it. */
export type Finding = { [T in InsightType]: { readonly type: T; readonly data: Omit<EventPayloads[T], Common> } }[InsightType];

/** The packs by what they are for. */
export interface RulePacks {
  readonly shared: RulePack;
  readonly modifiers: RulePack;
  readonly cancellation: RulePack;
  readonly complaint: RulePack;
  readonly callback: RulePack;
  readonly commitment: RulePack;
  readonly issue: RulePack;
  readonly competitor: RulePack;
  readonly dispute: RulePack;
  readonly refund: RulePack;
  readonly escalation: RulePack;
  readonly speech: RulePack;
  readonly tone: RulePack;
  readonly course: RulePack;
  readonly conduct: RulePack;
  readonly callType: RulePack;
}

/** A transcript read once, for all kinds. */
export interface Reading {
  readonly conversation: Conversation;
  readonly references: readonly Reference[];
  readonly call: CallContext;
  readonly packs: RulePacks;
  /** Companies that the tenant says it competes with. */
  readonly competitors?: KnownCompetitors | undefined;
}

/** The rules of one kind: every fact of it that stands at the end of the call. */
export type FindFacts = (reading: Reading) => readonly Finding[];

/** What the engine makes of a call: facts, and the analysis of the whole. */
export interface EngineAnswer {
  readonly engine: string;
  readonly engineVersion: string;
  readonly insights: readonly Finding[];
  /** Type of the call, as scorecards name it; null or left out when it could be several. */
  readonly callType?: string | null;
  readonly analysis: Omit<EventPayloads['call.analysed.v1'], Common | 'insights' | 'transcriptVersion'>;
}

/** An extraction engine: no I/O, the same answer for the same words. */
export type Analyse = (transcript: Transcript, call: CallContext) => EngineAnswer;
