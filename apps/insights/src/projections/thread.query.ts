import type { EventType } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import type { RecordedEvent } from '../domain/recorded-event.js';

interface EventRow {
  event_id: string;
  type: EventType;
  time: string;
  service: string;
  causation_id: string | null;
  fact_id: string;
  payload: object;
}

/** Every event of a conversation that has arrived, in no order. */
export async function eventsOfConversation(tx: Tx, conversationId: string): Promise<RecordedEvent[]> {
  const { rows } = await tx.query<EventRow>(
    'select event_id, type, time, service, causation_id, fact_id, payload from conversation_events where tenant_id = $1 and conversation_id = $2',
    [tx.tenantId, conversationId],
  );
  return rows.map(
    (row) => ({ id: row.event_id, type: row.type, time: row.time, service: row.service, causationId: row.causation_id, factId: row.fact_id, data: row.payload }) as RecordedEvent,
  );
}
