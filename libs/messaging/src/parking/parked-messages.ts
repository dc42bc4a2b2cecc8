import { isUtf8 } from 'node:buffer';
import { decodeWith, DomainError, fromHeaders, isKnownType, type EventMetadata, type SchemaRegistry } from '@callmesh/contracts';
import type { Database } from '@callmesh/event-sourcing';
import { reasonCode, safeReason } from '../faults.js';
import { rawFromStored, rawOf, type StoredRaw } from '../raw-message.js';
import { writtenWith } from '../registry/writer-schema.js';

/** Bytes of a value or header that are shown; the dead-letter topic has them all. */
const SHOWN_BYTES = 16_384;

/** `failed`: could not be processed; `waiting`: queued behind an earlier one of its key; `dropped`: given up by an operator. */
export type ParkedState = 'failed' | 'waiting' | 'dropped';

/** A parked message as operators list it. */
export interface ParkedMessage {
  readonly id: string;
  readonly tenantId: string;
  readonly group: string;
  readonly topic: string;
  readonly key: string;
  readonly partition: number;
  readonly position: string;
  readonly eventId: string;
  readonly type: string;
  readonly state: ParkedState;
  /** Stable code of the reason, e.g. `EVENT.NOT_DECODABLE`. */
  readonly code: string;
  /** The reason in words, without personal data. */
  readonly message: string;
  readonly attempts: number;
  /** When the broker took it, ISO 8601 UTC. */
  readonly publishedAt: string;
  /** ISO 8601 UTC. */
  readonly parkedAt: string;
  readonly droppedBy: string | null;
  readonly droppedReason: string | null;
  /** Names its place in the list: `after` of the next page. */
  readonly cursor: string;
}

/** Which parked messages to list; nothing given lists all that block or wait. */
export interface ParkedFilter {
  readonly tenantId?: string;
  readonly group?: string;
  readonly topic?: string;
  readonly key?: string;
  /** Of the reason. */
  readonly code?: string;
  readonly state?: ParkedState;
  /** The cursor of the last message of the page before. */
  readonly after?: string;
  /** At most 1,000; default 100. */
  readonly limit?: number;
}

/** Bytes, for a reader: as text where they are some. */
interface ShownBytes {
  readonly name: string;
  /** Null when they are no UTF-8. */
  readonly text: string | null;
  /** The first 16 KiB. Null when the header has no value. */
  readonly hex: string | null;
}

/** A parked message with what is in it. */
export interface ParkedDetail extends ParkedMessage {
  readonly headers: readonly ShownBytes[];
  readonly metadata: EventMetadata | null;
  /** The decoded payload, personal fields as the redacted text that was published; null when it cannot be decoded. */
  readonly data: unknown;
  /** Why it cannot be decoded. */
  readonly undecodable: { readonly code: string; readonly message: string } | null;
  /** The value as it came: hex of the first 16 KiB. */
  readonly valueHex: string;
  readonly valueBytes: number;
}

const at = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const CURSOR = `(extract(epoch from parked_at) * 1000000)::bigint`;
const COLUMNS = `id::text, tenant_id as "tenantId", consumer_group as "group", topic, key, partition, position, event_id as "eventId",
  event_type as type, state, code, message, attempts, ${at('published_at')} as "publishedAt", ${at('parked_at')} as "parkedAt",
  dropped_by as "droppedBy", dropped_reason as "droppedReason", ${CURSOR} || '.' || id || '.' || consumer_group as cursor`;

/** Parked messages in the order in which they parked. */
export async function listParked(db: Database, filter: ParkedFilter = {}): Promise<ParkedMessage[]> {
  const after = filter.after === undefined ? null : cursorOf(filter.after);
  const { rows } = await db.workerQuery<ParkedMessage>(
    `select ${COLUMNS} from parked
     where ($1::text is null or tenant_id = $1) and ($2::text is null or consumer_group = $2) and ($3::text is null or topic = $3)
       and ($4::text is null or key = $4) and (state = $5 or $5::text is null and state <> 'dropped') and ($6::text is null or code = $6)
       and ($7::bigint is null or (${CURSOR}, parked.id, consumer_group) > ($7::bigint, $8::bigint, $9::text))
     order by ${CURSOR}, parked.id, consumer_group limit $10`,
    [
      ...[filter.tenantId, filter.group, filter.topic, filter.key, filter.state, filter.code].map((value) => value ?? null),
      ...[after?.at ?? null, after?.id ?? null, after?.group ?? null, Math.min(filter.limit ?? 100, 1_000)],
    ],
  );
  return rows;
}

function cursorOf(after: string): { at: string; id: string; group: string } {
  const match = /^(\d{1,18})\.(\d{1,18})\.(.+)$/.exec(after);
  if (!match) throw new DomainError('REQUEST.INVALID', '`after` is the cursor of the last message of the page before');
  const [, at = '', id = '', group = ''] = match;
  return { at, id, group };
}

/** Sorts the lists of several services into one, and cuts it. */
export function mergeParked(lists: readonly (readonly ParkedMessage[])[], limit: number): ParkedMessage[] {
  const keyed = lists.flat().map((message) => ({ message, place: message.cursor.split('.') as [string, string, ...string[]] }));
  keyed.sort((a, b) => Number(a.place[0]) - Number(b.place[0]) || Number(a.place[1]) - Number(b.place[1]) || (a.message.group < b.message.group ? -1 : 1));
  return keyed.slice(0, limit).map(({ message }) => message);
}

/**
 * One parked message, decoded.
 * @throws DomainError PARKED.NOT_FOUND
 */
export async function showParked(db: Database, registry: SchemaRegistry, id: string): Promise<ParkedDetail> {
  const { rows } = await db.workerQuery<ParkedMessage & { headers: Record<string, string>; value: Buffer; raw: StoredRaw | null }>(
    `select ${COLUMNS}, headers, value, raw from parked where id = $1::bigint`,
    [id],
  );
  const row = rows[0];
  if (!row) throw notFound(id);
  const { value, headers, raw, ...shown } = row;
  const exact = rawFromStored(raw, value);
  const message = { key: row.key, value, headers, ...(exact && { raw: exact }) };
  const bytes = rawOf(message);
  const content = { headers: bytes.headers.map(shownBytes), valueHex: value.subarray(0, SHOWN_BYTES).toString('hex'), valueBytes: value.length };
  try {
    const { type, metadata } = fromHeaders(headers);
    if (!isKnownType(type)) throw new DomainError('EVENT.TYPE_UNKNOWN', `this build knows no event type ${type}`);
    const { schema, body } = await writtenWith(registry, message);
    return { ...shown, ...content, metadata, data: decodeWith(schema, type, body), undecodable: null };
  } catch (error) {
    return { ...shown, ...content, metadata: null, data: null, undecodable: { code: reasonCode(error), message: safeReason(error) } };
  }
}

function shownBytes([name, value]: readonly [string, Buffer | null]): ShownBytes {
  if (value === null) return { name, text: null, hex: null };
  const shown = value.subarray(0, SHOWN_BYTES);
  return { name, text: isUtf8(value) ? shown.toString() : null, hex: shown.toString('hex') };
}

/** Parked messages of a group by place and reason, for metrics and health. */
export interface ParkedFigures {
  readonly topic: string;
  readonly code: string;
  readonly state: Exclude<ParkedState, 'dropped'>;
  readonly count: number;
  /** Since the oldest of them parked, seconds. */
  readonly oldestSeconds: number;
}

/** What blocks (`failed`) and what waits behind it, of all tenants. */
export async function parkedFigures(db: Database, group: string): Promise<ParkedFigures[]> {
  const { rows } = await db.workerQuery<ParkedFigures>(
    `select topic, code, state, count(*)::int as count, extract(epoch from clock_timestamp() - min(parked_at))::float8 as "oldestSeconds"
     from parked where consumer_group = $1 and state <> 'dropped' group by topic, code, state order by topic, code, state`,
    [group],
  );
  return rows;
}

export function notFound(id: string): DomainError {
  return new DomainError('PARKED.NOT_FOUND', `no parked message ${id}: list them first`);
}
