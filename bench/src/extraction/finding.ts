import type { EngineAnswer } from '@callmesh/extraction';
import { FIELDS, KINDS, type DetailField, type EntityField, type Kind } from './kinds.js';

/** What the engine says, in the words of the labels. */
export interface Finding {
  readonly kind: Kind;
  readonly confidence: number;
  readonly utterances: readonly string[];
  readonly quote: string;
  readonly fields: Readonly<Partial<Record<EntityField | DetailField, string | readonly string[] | null>>>;
}

/** The data of an insight as far as a bench needs it; kinds differ, and versions of them. */
interface InsightData {
  readonly confidence: number;
  readonly evidence: readonly { readonly utteranceIds: readonly string[]; readonly quote: string }[];
  readonly entities: readonly { readonly kind: string; readonly value: string | null }[];
  readonly due?: { readonly at: number | null; readonly iso: string | null } | null;
  readonly dueAt?: number | null;
  readonly [field: string]: unknown;
}

/** Everything an engine says of a call that the corpus labels. Kinds it does not label are left out. */
export function findingsOf(answer: EngineAnswer): Finding[] {
  return answer.insights.flatMap((insight) => {
    const kind = KINDS.find((known) => insight.type.replace(/\.v\d+$/, '') === known);
    if (!kind) return [];
    const data = insight.data as unknown as InsightData;
    const fields = Object.fromEntries(FIELDS[kind].map((field) => [field, field === 'dueAt' ? dueOf(data) : plain(data[field])]));
    return [{ kind, confidence: data.confidence, utterances: data.evidence.flatMap((e) => e.utteranceIds), quote: data.evidence.map((e) => e.quote).join(' … '), fields }];
  });
}

const plain = (value: unknown): string | readonly string[] | null => (typeof value === 'string' || Array.isArray(value) ? (value as string | string[]) : null);

/** As precisely as it was said: the ISO form first, the bare moment only where there is no other. */
function dueOf({ due, dueAt, entities }: InsightData): string | null {
  if (due !== undefined) return due?.iso ?? isoOf(due?.at);
  return entities.find(({ kind }) => kind === 'date')?.value ?? isoOf(dueAt);
}

const isoOf = (ms: number | null | undefined): string | null => (typeof ms === 'number' ? new Date(ms).toISOString() : null);
