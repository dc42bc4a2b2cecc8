import type { ActionTarget, InsightCustomIdentifiedV1 } from '@callmesh/contracts';
import type { ActionKind, PolicyKind } from '../action-kind.js';
import { doubtsAboutEngine, doubtsAboutSpeaker } from '../doubt.js';
import type { Proposal } from '../draft.js';
import { draftFrom, quoted, wanted, type Source } from './proposal.js';

const TOPIC = 'topic';
const SOURCE = 'insight.custom-identified.v1';
const REFUND = 'refund.requested.v1';

/** A case for a fact of a tenant's own kind; the policy `custom:<kind>` decides on it. */
export function ownCase(data: InsightCustomIdentifiedV1, source: Source): Proposal {
  const about = data.orderId === null ? data.title : `${data.title}, order ${data.orderId}`;
  const draft = draftFrom('open-case', data, source, {
    target: { object: 'case', key: null, fields: wanted({ subject: about, description: quoted(data.evidence), priority: 'medium', [TOPIC]: data.kind }) },
    summary: `Open a case: ${about}.`,
  });
  return { draft, doubts: [...doubtsAboutEngine(data), ...doubtsAboutSpeaker(data.evidence)], policyKind: `custom:${data.kind}` };
}

/** Whose policy holds for an action as it was drafted. */
export function policyKindOf({ kind, sourceType, target }: { readonly kind: string; readonly sourceType: string; readonly target: ActionTarget }): PolicyKind {
  if (sourceType === REFUND) return 'refund';
  const topic = target.fields.find(({ field }) => field === TOPIC)?.after;
  return sourceType === SOURCE && topic ? `custom:${topic}` : (kind as ActionKind);
}
