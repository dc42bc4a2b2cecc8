import type { CustomerDisputeRaisedV1 } from '@callmesh/contracts';
import { doubtsAboutEngine, doubtsAboutKey, doubtsAboutSpeaker } from '../doubt.js';
import type { Proposal } from '../draft.js';
import { draftFrom, quoted, wanted, type Source } from './proposal.js';

/** Holding the invoice that the customer disputes. */
export function disputeHold(data: CustomerDisputeRaisedV1, source: Source): Proposal {
  const { invoiceId, amount, currency } = data;
  const sum = [amount, currency].filter(Boolean).join(' ');
  const draft = draftFrom('dispute-hold', data, source, {
    target: { object: 'invoice', key: invoiceId, fields: wanted({ hold: 'disputed', amount, currency, reason: quoted(data.evidence) }) },
    summary: `Hold ${invoiceId === null ? 'an invoice that was not named' : `invoice ${invoiceId}`}${sum ? ` over ${sum}` : ''}: the customer disputes it.`,
  });
  return { draft, doubts: [...doubtsAboutEngine(data), ...doubtsAboutKey('invoice', invoiceId, data.entities), ...doubtsAboutSpeaker(data.evidence)] };
}
