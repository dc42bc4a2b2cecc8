import { decodeWith, encodeEvent, ERASED, frame, fromHeaders, hasPersonal, isKnownType, mapPersonal, toHeaders, type SchemaRegistry } from '@callmesh/contracts';
import type { BusMessage } from '../bus.port.js';
import { writtenWith } from '../registry/writer-schema.js';

/**
 * A message of an erased conversation as it may stay: each personal text reads `[ERASED]`, place and envelope are kept.
 * @returns the same object when it holds nothing personal; null when it cannot be read, so that nothing of it may stay.
 */
export async function erasedMessage(registry: SchemaRegistry, message: BusMessage): Promise<BusMessage | null> {
  const type = message.headers['ce_type'] ?? '';
  if (message.raw || !isKnownType(type)) return null;
  if (!hasPersonal(type)) return message;
  try {
    const { metadata } = fromHeaders(message.headers);
    const { schema, body } = await writtenWith(registry, message);
    const data = mapPersonal(type, decodeWith(schema, type, body), () => ERASED);
    const encoded = encodeEvent(type, data);
    const value = frame(await registry.idOf(type, encoded.schemaSha256), encoded.body);
    return { ...message, value, headers: { ...message.headers, ...toHeaders({ type, metadata, schemaSha256: encoded.schemaSha256 }) } };
  } catch {
    // Whatever it is, it is of a conversation that must not be readable any more.
    return null;
  }
}
