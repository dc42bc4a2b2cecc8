import { randomUUID } from 'node:crypto';
import type { ConsentDecision } from '../../domain/consent/decide-consent.js';
import type { Tx } from '@callmesh/event-sourcing';

/** One arrival of a call. The metadata of later ones is kept beside the call. */
export interface Delivery {
  readonly conversationId: string;
  readonly connection: string;
  readonly status: 'accepted' | 'duplicate' | 'quarantined';
  readonly sha256: string;
  readonly bytes: number;
  /** Ms since the epoch. */
  readonly receivedAt: number;
  /** Why it may be processed, or may not; holds no number. */
  readonly consent: ConsentDecision;
  /** File name and metadata without what is personal, encrypted with the conversation's key. */
  readonly sealed: string;
}

/** A delivery as it is shown. */
export type DeliveryView = Omit<Delivery, 'sealed' | 'conversationId' | 'receivedAt' | 'consent'> & { readonly receivedAt: string; readonly consent: ConsentDecision | null };

export async function insertDelivery(tx: Tx, delivery: Delivery): Promise<void> {
  const { conversationId, connection, status, sha256, bytes, receivedAt, consent, sealed } = delivery;
  await tx.query(
    `insert into call_deliveries (tenant_id, id, conversation_id, connection, status, sha256, bytes, received_at, consent, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [tx.tenantId, randomUUID(), conversationId, connection, status, sha256, bytes, new Date(receivedAt), JSON.stringify(consent), sealed],
  );
}

export async function deliveriesOf(tx: Tx, conversationId: string): Promise<DeliveryView[]> {
  const { rows } = await tx.query<{ connection: string; status: Delivery['status']; sha256: string; bytes: string; received_at: Date; consent: ConsentDecision | null }>(
    'select connection, status, sha256, bytes, received_at, consent from call_deliveries where conversation_id = $1 order by received_at, id',
    [conversationId],
  );
  return rows.map(({ bytes, received_at, ...row }) => ({ ...row, bytes: Number(bytes), receivedAt: received_at.toISOString() }));
}
