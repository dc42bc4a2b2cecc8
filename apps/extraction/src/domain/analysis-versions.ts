import type { EventMetadata } from '@callmesh/contracts';
import type { AnalysisEvent, FactEvent } from './standing-facts.js';

/** An event as the store gives it. */
export type Recorded = AnalysisEvent & { readonly metadata: EventMetadata };

/** A fact as one version of the analysis has it: as it was said first, with the confidence and the words of the last time it was found. */
export interface FactAtVersion {
  readonly factId: string;
  readonly type: string;
  /** Stated by this version of the analysis. */
  readonly since: number;
  readonly time: string;
  readonly data: FactEvent['data'];
}

/** A fact that was taken back. */
interface WithdrawnFact extends FactAtVersion {
  readonly withdrawnBy: number;
  readonly reason: string;
  readonly replacedBy: string | null;
}

export interface FactsAtVersion {
  readonly standing: ReadonlyMap<string, FactAtVersion>;
  readonly withdrawn: ReadonlyMap<string, WithdrawnFact>;
}

/** The facts as they stood after a version of the analysis. */
export function factsAt(events: readonly Recorded[], version: number): FactsAtVersion {
  const standing = new Map<string, FactAtVersion>();
  const withdrawn = new Map<string, WithdrawnFact>();
  for (const event of events) {
    if (event.data.analysisVersion > version) break;
    if (event.type === 'call.analysed.v1' || event.type === 'call.scored.v1') continue;
    if (event.type === 'insight.confirmed.v1') {
      const { factId, confidence, evidence } = event.data;
      const fact = standing.get(factId);
      if (fact) standing.set(factId, { ...fact, data: { ...fact.data, confidence, evidence } });
    } else if (event.type === 'insight.withdrawn.v1') {
      const { factId, reason, replacedBy, analysisVersion: withdrawnBy } = event.data;
      const fact = standing.get(factId);
      if (fact && standing.delete(factId)) withdrawn.set(factId, { ...fact, withdrawnBy, reason, replacedBy });
    } else {
      const { factId, time } = event.metadata;
      standing.set(factId, { factId, type: event.type, since: event.data.analysisVersion, time, data: event.data });
    }
  }
  return { standing, withdrawn };
}

/** A field that two versions have differently. */
interface FieldDifference {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What became of one fact from one version to another. */
interface FactDifference {
  readonly outcome: 'confirmed' | 'new' | 'withdrawn';
  readonly factId: string;
  readonly type: string;
  readonly reason: string | null;
  readonly replacedBy: string | null;
  /** Of a confirmed fact, or of the one that stands in its place. */
  readonly changes: readonly FieldDifference[];
  readonly quote: string | null;
}

export interface AnalysisDifference {
  readonly from: number;
  readonly to: number;
  readonly transcripts: { readonly from: number; readonly to: number };
  readonly facts: readonly FactDifference[];
  /** Of the call as a whole. */
  readonly changes: readonly FieldDifference[];
}

/** Not what was found, but by whom and when. */
const ABOUT_ITSELF = new Set(['conversationId', 'call', 'analysisVersion', 'transcriptVersion', 'insights']);

function differences(before: object, after: object): FieldDifference[] {
  const [was, is] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((field) => !ABOUT_ITSELF.has(field));
  return fields.flatMap((field) => (JSON.stringify(was[field]) === JSON.stringify(is[field]) ? [] : [{ field, before: was[field] ?? null, after: is[field] ?? null }]));
}

/** What differs between two versions of a conversation's analysis; both must be there. */
export function analysesDiffer(events: readonly Recorded[], from: number, to: number): AnalysisDifference {
  const [before, after] = [factsAt(events, from), factsAt(events, to)];
  const [first, second] = [analysisOf(events, from), analysisOf(events, to)];
  const told = (fact: FactAtVersion, rest: Pick<FactDifference, 'outcome'> & Partial<FactDifference>): FactDifference => ({
    factId: fact.factId,
    type: fact.type.replace(/\.v\d+$/, ''),
    reason: null,
    replacedBy: null,
    changes: [],
    quote: fact.data.evidence[0]?.quote ?? null,
    ...rest,
  });
  const kept = [...before.standing.values()].map((fact) => {
    const still = after.standing.get(fact.factId);
    if (still) return told(still, { outcome: 'confirmed', changes: differences(fact.data, still.data) });
    const { reason = null, replacedBy = null } = after.withdrawn.get(fact.factId) ?? {};
    const instead = replacedBy === null ? undefined : after.standing.get(replacedBy);
    return told(fact, { outcome: 'withdrawn', reason, replacedBy, changes: instead ? differences(fact.data, instead.data) : [] });
  });
  const added = [...after.standing.values()].filter(({ factId }) => !before.standing.has(factId)).map((fact) => told(fact, { outcome: 'new' }));
  return { from, to, transcripts: { from: first?.transcriptVersion ?? 0, to: second?.transcriptVersion ?? 0 }, facts: [...kept, ...added], changes: first && second ? differences(first, second) : [] };
}

/** The analysis of the call as a whole, of one version; the newest where none is named. */
function analysisOf(events: readonly Recorded[], version?: number): Extract<Recorded, { type: 'call.analysed.v1' }>['data'] | undefined {
  return events.flatMap((event) => (event.type === 'call.analysed.v1' && (version === undefined || event.data.analysisVersion === version) ? [event.data] : [])).at(-1);
}
