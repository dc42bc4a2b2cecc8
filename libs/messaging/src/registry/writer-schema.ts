import { NotFramed, unframe, type SchemaRegistry } from '@callmesh/contracts';
import type { TextForm } from '../raw-message.js';

/** Where Confluent's newer serialisers put the schema's identity, leaving the value bare. */
const HEADER = '__value_schema_id';
const BY_ID = 0;
const BY_GUID = 1;

/** What a message's body was written with. */
export interface Written {
  /** Self-contained Avro schema of the writer. */
  readonly schema: object;
  /** Avro body. */
  readonly body: Buffer;
}

/**
 * Finds a message's writer schema: by the id of the five-byte prefix, or by the header `__value_schema_id` (0x01 and a GUID, or 0x00
 * and an id; then the whole value is the body).
 * @throws NotFramed, UnknownSchema, GuidNotResolvable, RegistryUnavailable
 */
export async function writtenWith(registry: SchemaRegistry, message: TextForm): Promise<Written> {
  const header = headerOf(message);
  if (!header) {
    const { schemaId, body } = unframe(message.value);
    return { schema: await registry.schemaOf(schemaId), body };
  }
  if (header[0] === BY_GUID && header.length === 17) return { schema: await registry.schemaOfGuid(guidOf(header.subarray(1))), body: message.value };
  if (header[0] === BY_ID && header.length === 5) return { schema: await registry.schemaOf(header.readUInt32BE(1)), body: message.value };
  throw new NotFramed(`the header ${HEADER} has ${header.length} bytes and starts with ${header[0]}`);
}

function headerOf({ raw, headers }: TextForm): Buffer | null | undefined {
  if (raw) return raw.headers.findLast(([name]) => name === HEADER)?.[1];
  const text = headers[HEADER];
  return text === undefined ? undefined : Buffer.from(text);
}

function guidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
