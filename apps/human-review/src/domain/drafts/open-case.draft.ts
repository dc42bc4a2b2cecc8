import type { CustomerComplaintLoggedV1 } from '@callmesh/contracts';
import { doubtsAboutEngine, doubtsAboutSpeaker } from '../doubt.js';
import type { Proposal } from '../draft.js';
import { draftFrom, quoted, wanted, type Source } from './proposal.js';

/** A case for a complaint. */
export function openCase(data: CustomerComplaintLoggedV1, source: Source): Proposal {
  const matter = data.topic === 'other' ? 'Complaint' : `Complaint about ${data.topic}`;
  const about = data.orderId === null ? matter : `${matter}, order ${data.orderId}`;
  const draft = draftFrom('open-case', data, source, {
    target: {
      object: 'case',
      key: null,
      fields: wanted({ subject: about, description: quoted(data.evidence), priority: data.severity, topic: data.topic }),
    },
    summary: `Open a case of ${data.severity} priority: ${about.toLowerCase()}.`,
  });
  return { draft, doubts: [...doubtsAboutEngine(data), ...doubtsAboutSpeaker(data.evidence)] };
}
