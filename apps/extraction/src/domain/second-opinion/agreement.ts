import type { Finding } from '../finding.js';

/**
 * What two engines come to. Rules alone keep their confidence. Where the model found the same fact, its log-odds rise by `AGREED`, up to
 * `BOTH_AT_MOST`; but rules that were unsure (below `RULES_UNSURE`) are not carried over a threshold by a model: then `UNATTENDED_FROM` is not reached.
 * What the model alone found never reaches `UNATTENDED_FROM`, the lowest confidence at which any action goes unattended by default, and
 * is marked as the model's, so that whatever threshold a tenant sets a person looks at it. The model's silence, and its figures, change nothing: nobody
 * can talk it into lowering or withdrawing what the rules found.
 */
const AGREED = { clear: 0.7, likely: 0.4 } as const;
const ALONE = { clear: 0.6, likely: 0.5 } as const;
const BOTH_AT_MOST = 0.97;
const RULES_UNSURE = 0.5;
const UNATTENDED_FROM = 0.7;
const JUST_BELOW = 0.01;

/** A claim of the model that the transcript bears out. */
export interface Claim {
  readonly finding: Finding;
  readonly certainty: 'clear' | 'likely';
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

function agreed(confidence: number, certainty: Claim['certainty']): number {
  if (confidence <= 0 || confidence >= BOTH_AT_MOST) return confidence;
  const raised = 1 / (1 + Math.exp(-(Math.log(confidence / (1 - confidence)) + AGREED[certainty])));
  const most = confidence < RULES_UNSURE ? UNATTENDED_FROM - JUST_BELOW : BOTH_AT_MOST;
  return rounded(Math.max(confidence, Math.min(raised, most)));
}

/** What tells two facts of one type apart; null where it was not heard. */
function objectOf({ type, data }: Finding): string | null {
  switch (type) {
    case 'order.cancellation-requested.v1':
    case 'customer.issue-identified.v1':
      return data.orderId;
    case 'customer.dispute-raised.v1':
      return data.invoiceId;
    case 'refund.requested.v1':
      return data.orderId ?? data.invoiceId;
    case 'callback.requested.v1':
      return data.dueAt === null ? null : String(data.dueAt);
    case 'competitor.mentioned.v1':
      return data.competitor.toLowerCase();
    case 'agent.commitment-made.v1':
      return `${data.action} ${data.due?.iso ?? ''}`;
    case 'insight.custom-identified.v1':
      return `${data.kind} ${data.orderId ?? ''}`;
    case 'customer.complaint-logged.v1':
    case 'escalation.risk-raised.v1':
      return null;
  }
}

const isSame = (a: Finding, b: Finding): boolean => a.type === b.type && objectOf(a) === objectOf(b);
/** One engine heard the object and the other did not: neither agreement nor another fact. */
const mayBeSame = (a: Finding, b: Finding): boolean => a.type === b.type && (objectOf(a) === null || objectOf(b) === null);

/** Doubles, from the overlap of two pieces of a call, count once: the clearer one. */
export function withoutDoubles(claims: readonly Claim[]): Claim[] {
  const kept: Claim[] = [];
  for (const claim of [...claims].sort((a, b) => Number(b.certainty === 'clear') - Number(a.certainty === 'clear'))) {
    if (!kept.some(({ finding }) => isSame(finding, claim.finding) || mayBeSame(finding, claim.finding))) kept.push(claim);
  }
  return kept;
}

/** @returns what the rules found, each as sure as both engines make it, and what the model alone found. */
export function agree(rules: readonly Finding[], claims: readonly Claim[]): { readonly findings: readonly Finding[]; readonly byModelAlone: readonly Finding[] } {
  const findings = rules.map((finding): Finding => {
    const same = claims.find((claim) => isSame(finding, claim.finding));
    return same ? withConfidence(finding, agreed(finding.data.confidence, same.certainty)) : finding;
  });
  const alone = withoutDoubles(claims.filter(({ finding }) => !rules.some((known) => isSame(known, finding) || mayBeSame(known, finding))));
  return { findings, byModelAlone: alone.map(({ finding, certainty }) => withConfidence(finding, ALONE[certainty])) };
}

const withConfidence = (finding: Finding, confidence: number): Finding => ({ ...finding, data: { ...finding.data, confidence } }) as Finding;
