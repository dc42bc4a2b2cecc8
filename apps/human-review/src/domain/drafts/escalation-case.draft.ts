import type { EscalationRiskRaisedV1 } from '@callmesh/contracts';
import { doubtsAboutEngine, doubtsAboutSpeaker } from '../doubt.js';
import type { Proposal } from '../draft.js';
import { draftFrom, quoted, wanted, type Source } from './proposal.js';

/** An urgent case for a customer who may take the matter further, or leave. */
export function escalationCase(data: EscalationRiskRaisedV1, source: Source): Proposal {
  const signs = data.signals.join(', ');
  const draft = draftFrom('open-case', data, source, {
    target: { object: 'case', key: null, fields: wanted({ subject: `Risk of escalation${signs === '' ? '' : `: ${signs}`}`, description: quoted(data.evidence), priority: 'high', topic: 'escalation' }) },
    summary: `Open a case of high priority: risk of escalation${signs === '' ? '' : ` (${signs})`}.`,
  });
  return { draft, doubts: [...doubtsAboutEngine(data), ...doubtsAboutSpeaker(data.evidence)] };
}
