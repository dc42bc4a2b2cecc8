import { decodeEvent, encodeEvent, frame, hasNewerMajor, hasPersonal, isKnownType, mapPersonal, tellings, toHeaders, topicOf, writtenVersion, type EncodedEvent, type EventMetadata, type EventType, type SchemaRegistry } from '@callmesh/contracts';
import type { FeedRow, PersonalFields } from '@callmesh/event-sourcing';
import type { BusMessage } from '../bus.port.js';

/**
 * Turns stored events into messages: opens personal fields (their text is redacted), tells a fact in each of its majors, frames with
 * the registry's id, writes the headers.
 */
export async function messagesOf(rows: readonly FeedRow[], registry: SchemaRegistry, cipher: PersonalFields): Promise<BusMessage[]> {
  await prepareKeys(rows, cipher);
  const messages: BusMessage[] = [];
  for (const row of rows) {
    for (const { body, ...event } of bodiesOf(row, cipher)) {
      const { type, metadata, schemaSha256 } = event;
      messages.push({ topic: topicOf(type), key: metadata.conversationId, value: frame(await registry.idOf(type, schemaSha256), body), headers: toHeaders(event) });
    }
  }
  return messages;
}

interface Encoded extends EncodedEvent {
  readonly type: EventType;
  readonly metadata: EventMetadata;
}

/** The bodies to publish, newest major first; one without personal fields in our own minor goes through as it is. */
function bodiesOf(row: FeedRow, cipher: PersonalFields): Encoded[] {
  const type = knownType(row);
  const { metadata, schemaSha256 } = row;
  if (!hasPersonal(type) && !hasNewerMajor(type) && schemaSha256 === writtenVersion(type).sha256) return [{ type, metadata, body: row.body, schemaSha256 }];
  const sealed = decodeEvent(type, row.body, schemaSha256);
  const data = mapPersonal(type, sealed, (text) => cipher.open(metadata.tenantId, metadata.conversationId, text));
  return tellings({ type, data, metadata }).map((told) => ({ type: told.type, metadata: told.metadata, ...encodeEvent(told.type, told.data, schemaSha256) }));
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
