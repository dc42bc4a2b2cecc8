import { avroResolver, avroType } from './avro-types.js';
import { NotDecodable, NotEncodable } from './contract.errors.js';
import type { EventType } from './flow.js';
import type { EventPayloads } from './generated/events.js';
import { currentVersion, versionBySha256, writtenVersion, type SchemaVersion } from './schema-versions.js';

const STRICT = { noUndeclaredFields: true };

/** An Avro body and the schema it was written with. */
export interface EncodedEvent {
  /** Avro binary of the payload alone, no prefix. */
  readonly body: Buffer;
  /** Hex SHA-256 of the self-contained writer schema; {@link decodeEvent} takes it back. */
  readonly schemaSha256: string;
}

/**
 * Validates a payload against the newest minor of its type and encodes it with the one that this build writes.
 * A field that the schema does not have is refused too: dropping it silently would lose what its author meant to say. So is a value
 * for a field of a minor that is not written yet; its default is what the written minor says.
 * @param storedSha256 the version an event is stored in: when that is newer than what this build writes, a newer build has written it
 * and was rolled back, and what it said is kept.
 * @throws NotEncodable naming the path of the first offending field, never its value.
 */
export function encodeEvent<T extends EventType>(type: T, data: EventPayloads[T], storedSha256?: string): EncodedEvent {
  const newest = currentVersion(type);
  const avro = avroType(newest.schema);
  if (!avro.isValid(data, STRICT)) avro.isValid(data, { ...STRICT, errorHook: (path, value, expected) => refuse(type, path, value, expected) });
  const version = versionToWrite(type, storedSha256);
  return version === newest ? { body: avro.toBuffer(data), schemaSha256: newest.sha256 } : encodeAsBefore(type, data, version);
}

function versionToWrite(type: EventType, storedSha256 = ''): SchemaVersion {
  const [written, stored] = [writtenVersion(type), versionBySha256(storedSha256)];
  return stored?.type === type && stored.minor > written.minor ? stored : written;
}

function encodeAsBefore<T extends EventType>(type: T, data: EventPayloads[T], { schema, sha256, minor }: SchemaVersion): EncodedEvent {
  const body = avroType(schema).toBuffer(data);
  const read = decodeWith(schema, type, body);
  const bytes = (payload: object): Buffer => avroType(currentVersion(type).schema).toBuffer(payload);
  const said = bytes(data);
  if (said.equals(bytes(read))) return { body, schemaSha256: sha256 };
  const lost = Object.entries(read).find(([name, value]) => !bytes({ ...data, [name]: value as unknown }).equals(said));
  throw new NotEncodable(type, lost?.[0] ?? '(root)', `says what minor ${minor} cannot; the newer minor is read, not written yet, so that the release before can take over (docs/how-to/change-an-event.md)`);
}

/**
 * Decodes a body into the newest minor of its type.
 * @param schemaSha256 as stored beside the body; without it the body must have been written with the newest minor.
 * @throws NotDecodable when the bytes do not fit the schema or the schema is not one of this build.
 */
export function decodeEvent<T extends EventType>(type: T, body: Buffer, schemaSha256?: string): EventPayloads[T] {
  if (schemaSha256 === undefined) return decodeWith(currentVersion(type).schema, type, body);
  const writer = versionBySha256(schemaSha256);
  if (!writer) throw new NotDecodable(type, `its schema (sha-256 ${schemaSha256}) is not in this build: a newer one wrote it, upgrade this service`);
  return decodeWith(writer.schema, type, body);
}

/**
 * Decodes a body that was written with another minor (older or newer) of the same type into ours.
 * The resolver is kept per schema object, so a registry has to hand out the same object for the same id.
 * @throws NotDecodable when the bytes do not fit, or the schema is of another record or incompatible.
 */
export function decodeWith<T extends EventType>(writerSchema: object, type: T, body: Buffer): EventPayloads[T] {
  const ours = currentVersion(type).schema;
  try {
    const reader = avroType(ours);
    const resolver = writerSchema === ours ? undefined : avroResolver(writerSchema, reader);
    return reader.fromBuffer(body, resolver) as EventPayloads[T];
  } catch (error) {
    throw new NotDecodable(type, problemOf(error), { cause: error });
  }
}

/** avsc's own words name types and offsets only while decoding, never values. */
function problemOf(error: unknown): string {
  const words = error instanceof Error ? error.message : 'unknown fault';
  if (words.includes('precision loss')) return 'a long is beyond 2^53 and cannot be a number here; its producer must keep such ids as strings';
  if (/truncated|trailing/.test(words)) return `the body is not whole (${words}); was it written with another schema?`;
  return `the body does not fit its schema (${words})`;
}

/** avsc hands over the path as segments, array positions and map keys as strings. */
function refuse(type: string, path: readonly string[], value: unknown, expected: object): never {
  const unknown = undeclared(value, expected);
  const segments = unknown === undefined ? path : [...path, unknown];
  const dotted = segments.map((segment, i) => (/^\d+$/.test(segment) ? `[${segment}]` : i === 0 ? segment : `.${segment}`)).join('');
  throw new NotEncodable(type, dotted || '(root)', unknown === undefined ? problem(value, expected) : 'is not in its schema');
}

/** The first field of a record value that its schema does not have. */
function undeclared(value: unknown, expected: object): string | undefined {
  const { fields } = expected as { fields?: { name: string }[] };
  if (!fields || value === null || typeof value !== 'object') return undefined;
  return Object.keys(value).find((name) => !fields.some((field) => field.name === name));
}

function problem(value: unknown, expected: object): string {
  const wanted = describe(expected);
  if (value === undefined) return `is missing (${wanted})`;
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) return 'is a long beyond 2^53, which is not exact as a number: use a string';
  return `is ${value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`}, but must be ${wanted}`;
}

function describe(expected: object): string {
  const type = expected as { typeName?: string; name?: string; types?: object[] };
  if (type.types) return type.types.map(describe).join(' or ');
  return type.name ?? type.typeName ?? 'another type';
}
