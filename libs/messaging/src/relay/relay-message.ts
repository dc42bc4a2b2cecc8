import { currentVersion, decodeEvent, encodeEvent, frame, hasPersonal, isKnownType, mapPersonal, toHeaders, topicOf, type EventType, type SchemaRegistry } from '@callmesh/contracts';
import type { FeedRow, PersonalFields } from '@callmesh/event-sourcing';
import type { BusMessage } from '../bus.port.js';

/** Turns stored events into messages: opens personal fields (their text is redacted), frames with the registry's id, writes the headers. */
export async function messagesOf(rows: readonly FeedRow[], registry: SchemaRegistry, cipher: PersonalFields): Promise<BusMessage[]> {
  await prepareKeys(rows, cipher);
  const messages: BusMessage[] = [];
  for (const row of rows) {
    const type = knownType(row);
    messages.push({
      topic: topicOf(type),
      key: row.metadata.conversationId,
      value: frame(await registry.idOf(type), bodyOf(row, type, cipher)),
      headers: toHeaders({ type, metadata: row.metadata }),
    });
  }
  return messages;
}

/** The body to publish; one without personal fields in our own minor goes through as it is. */
function bodyOf(row: FeedRow, type: EventType, cipher: PersonalFields): Buffer {
  if (!hasPersonal(type) && row.schemaSha256 === currentVersion(type).sha256) return row.body;
  const { tenantId, conversationId } = row.metadata;
  const sealed = decodeEvent(type, row.body, row.schemaSha256);
  return encodeEvent(type, mapPersonal(type, sealed, (text) => cipher.open(tenantId, conversationId, text))).body;
}

async function prepareKeys(rows: readonly FeedRow[], cipher: PersonalFields): Promise<void> {
  const conversations = new Map<string, Set<string>>();
  for (const { type, metadata } of rows) {
    if (!isKnownType(type) || !hasPersonal(type)) continue;
    const known = conversations.get(metadata.tenantId) ?? new Set();
    conversations.set(metadata.tenantId, known.add(metadata.conversationId));
  }
  for (const [tenantId, ids] of conversations) await cipher.prepare(tenantId, [...ids]);
}

function knownType({ type, streamId, version }: FeedRow): EventType {
  if (isKnownType(type)) return type;
  throw new Error(`event ${streamId}/${version} is of type ${type}, which this build does not know: start the newer build that wrote it`);
}
