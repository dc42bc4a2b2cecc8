import { deterministicId, type CallContext, type Evidence, type FieldChange } from '@callmesh/contracts';
import type { ActionKind } from '../action-kind.js';
import type { Draft } from '../draft.js';

/** What every insight has in common. */
export interface Insight {
  readonly conversationId: string;
  readonly call: CallContext;
  readonly confidence: number;
  readonly evidence: Evidence[];
}

/** Where an insight came from. */
export interface Source {
  readonly type: string;
  readonly factId: string;
}

/** The same fact always drafts the same action, however often it is delivered. */
function actionIdOf(factId: string, kind: ActionKind): string {
  return deterministicId('action', factId, kind);
}

/** What a kind of draft adds to what all have in common. */
export type DraftContents = Pick<Draft, 'target' | 'summary'> & { readonly dueAt?: number | null };

export function draftFrom(kind: ActionKind, insight: Insight, source: Source, { dueAt = null, ...contents }: DraftContents): Draft {
  return {
    ...contents,
    actionId: actionIdOf(source.factId, kind),
    conversationId: insight.conversationId,
    kind,
    customer: insight.call.customer,
    dueAt,
    factId: source.factId,
    callStartedAt: insight.call.startedAt,
    confidence: insight.confidence,
    evidence: insight.evidence,
    sourceType: source.type,
  };
}

/** Wanted values; what is not known is left out. */
export function wanted(values: Readonly<Record<string, string | number | null>>): FieldChange[] {
  return Object.entries(values)
    .filter(([, value]) => value !== null && value !== '')
    .map(([field, value]) => ({ field, before: null, after: String(value) }));
}

/** The customer's words, or whose there are, in one line. */
export function quoted(evidence: readonly Evidence[]): string {
  const spoken = evidence.find(({ speaker }) => speaker === 'customer') ?? evidence[0];
  return spoken ? `“${spoken.quote}”` : '';
}
