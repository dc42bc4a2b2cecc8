import type { CallContext } from '@callmesh/contracts';
import type { Decider } from '@callmesh/event-sourcing';
import { writable } from './analysis/whole-call.js';
import type { EngineAnswer, ExtractionEvent, Finding } from './finding.js';

/** An engine's answer about one version of a transcript, to be recorded. */
export interface RecordAnalysis {
  readonly conversationId: string;
  readonly call: CallContext;
  readonly transcriptVersion: number;
  readonly answer: EngineAnswer;
}

/** A conversation before and after its first analysis. */
export type AnalysisState =
  | { readonly situation: 'not-analysed' }
  | {
      readonly situation: 'analysed';
      readonly analysisVersion: number;
      readonly transcriptVersion: number;
      /** Facts already published, so that a later transcript repeats none. */
      readonly facts: ReadonlySet<string>;
    };

/** What makes two findings the same fact: cancelling one order is one fact however it is worded. */
function factKey({ type, data }: Finding): string {
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

/**
 * The life of an analysis: an answer is a recorded decision. A transcript version that was analysed before, or is older than the one analysed last,
 * publishes nothing; a newer one publishes the facts that are new, and its analysis.
 */
export const analysisDecider: Decider<RecordAnalysis, ExtractionEvent, AnalysisState> = {
  initial: { situation: 'not-analysed' },

  decide({ conversationId, call, transcriptVersion, answer }, state) {
    if (state.situation === 'analysed' && transcriptVersion <= state.transcriptVersion) return [];
    const known: ReadonlySet<string> = state.situation === 'analysed' ? state.facts : new Set();
    const common = {
      conversationId,
      call,
      analysisVersion: state.situation === 'analysed' ? state.analysisVersion + 1 : 1,
      engine: answer.engine,
      engineVersion: answer.engineVersion,
    };
    const facts = answer.insights.filter((finding) => !known.has(factKey(finding))).map((finding) => ({ type: finding.type, data: { ...common, ...finding.data } }) as ExtractionEvent);
    const analysed: ExtractionEvent = {
      type: 'call.analysed.v1',
      data: { ...common, transcriptVersion, ...writable(answer.analysis), insights: facts.map((fact) => fact.type) },
    };
    return [...facts, analysed];
  },

  evolve(state, event) {
    if (event.type === 'call.analysed.v1') {
      const { analysisVersion, transcriptVersion } = event.data;
      return { situation: 'analysed', analysisVersion, transcriptVersion, facts: state.situation === 'analysed' ? state.facts : new Set() };
    }
    const facts = new Set(state.situation === 'analysed' ? state.facts : []).add(factKey(event as Finding));
    // A fact is always followed by its analysis, in one append.
    return state.situation === 'analysed' ? { ...state, facts } : { situation: 'analysed', analysisVersion: 0, transcriptVersion: 0, facts };
  },
};
