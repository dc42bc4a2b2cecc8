import type { RefundRequestedV1 } from '@callmesh/contracts';
import { doubtsAboutEngine, doubtsAboutSpeaker } from '../doubt.js';
import type { Proposal } from '../draft.js';
import { draftFrom, quoted, wanted, type Source } from './proposal.js';

/** A case for money asked back; the policy `refund` decides on it. */
export function refundCase(data: RefundRequestedV1, source: Source): Proposal {
  const { orderId, invoiceId, amount, currency, reason } = data;
  const sum = [amount, currency].filter(Boolean).join(' ');
  const of = [orderId === null ? '' : `order ${orderId}`, invoiceId === null ? '' : `invoice ${invoiceId}`].filter(Boolean).join(', ');
  const about = `Refund${sum === '' ? '' : ` of ${sum}`}${of === '' ? '' : ` for ${of}`}`;
  const draft = draftFrom('open-case', data, source, {
    target: { object: 'case', key: null, fields: wanted({ subject: about, description: [quoted(data.evidence), reason].filter(Boolean).join(' '), priority: 'medium', topic: 'refund', order: orderId, invoice: invoiceId, amount, currency }) },
    summary: `Open a case: ${about.toLowerCase()}, as the customer asked.`,
  });
  return { draft, doubts: [...doubtsAboutEngine(data), ...doubtsAboutSpeaker(data.evidence)], policyKind: 'refund' };
}
