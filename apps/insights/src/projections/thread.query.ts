import type { EventType } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import type { RecordedEvent } from '../domain/recorded-event.js';

interface EventRow {
  conversation_id: string;
  event_id: string;
  type: EventType;
  time: string;
  service: string;
  causation_id: string | null;
  fact_id: string;
  payload: object;
}

/** Every event of these conversations that has arrived, by conversation, in no order. */
export async function eventsOfConversations(tx: Tx, ids: readonly string[]): Promise<Map<string, RecordedEvent[]>> {
  const { rows } = await tx.query<EventRow>(
    'select conversation_id, event_id, type, time, service, causation_id, fact_id, payload from conversation_events where tenant_id = $1 and conversation_id = any ($2::text[])',
    [tx.tenantId, ids],
  );
  const byConversation = new Map<string, RecordedEvent[]>();
  for (const row of rows) {
    const event = { id: row.event_id, type: row.type, time: row.time, service: row.service, causationId: row.causation_id, factId: row.fact_id, data: row.payload } as RecordedEvent;
    const known = byConversation.get(row.conversation_id);
    if (known) known.push(event);
    else byConversation.set(row.conversation_id, [event]);
  }
  return byConversation;
}

/** Every event of a conversation that has arrived, in no order. */
export async function eventsOfConversation(tx: Tx, conversationId: string): Promise<RecordedEvent[]> {
  return (await eventsOfConversations(tx, [conversationId])).get(conversationId) ?? [];
}
