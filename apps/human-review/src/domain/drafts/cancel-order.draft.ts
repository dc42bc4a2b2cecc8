import type { OrderCancellationRequestedV1 } from '@callmesh/contracts';
import { doubtsAboutEngine, doubtsAboutKey, doubtsAboutSpeaker } from '../doubt.js';
import type { Proposal } from '../draft.js';
import { draftFrom, quoted, wanted, type Source } from './proposal.js';

/** Cancelling the one order meant. */
export function cancelOrder(data: OrderCancellationRequestedV1, source: Source): Proposal {
  const { orderId, reason } = data;
  const draft = draftFrom('cancel-order', data, source, {
    target: { object: 'order', key: orderId, fields: wanted({ status: 'cancelled', reason: reason ?? quoted(data.evidence) }) },
    summary: orderId === null ? 'Cancel an order that was not named, as the customer asked.' : `Cancel order ${orderId}, as the customer asked.`,
  });
  return { draft, doubts: [...doubtsAboutEngine(data), ...doubtsAboutKey('order', orderId, data.entities), ...doubtsAboutSpeaker(data.evidence)] };
}
