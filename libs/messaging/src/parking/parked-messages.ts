import { decodeWith, DomainError, fromHeaders, isKnownType, unframe, type EventMetadata, type SchemaRegistry } from '@callmesh/contracts';
import type { Database } from '@callmesh/event-sourcing';
import { reasonCode, safeReason } from '../faults.js';

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
  /** ISO 8601 UTC. */
  readonly parkedAt: string;
}

/** Which parked messages to list; nothing given lists all that block or wait. */
export interface ParkedFilter {
  readonly tenantId?: string;
  readonly group?: string;
  readonly topic?: string;
  readonly key?: string;
  readonly state?: ParkedState;
  /** At most 1,000; default 100. */
  readonly limit?: number;
}

/** A parked message with what is in it. */
export interface ParkedDetail extends ParkedMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: EventMetadata | null;
  /** The decoded payload; null when it cannot be decoded. */
  readonly data: unknown;
  /** Why it cannot be decoded. */
  readonly undecodable: { readonly code: string; readonly message: string } | null;
}

const COLUMNS = `id::text, tenant_id as "tenantId", consumer_group as "group", topic, key, partition, position, event_id as "eventId",
  event_type as type, state, code, message, attempts, to_char(parked_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "parkedAt"`;

/** Parked messages in the order in which they parked. */
export async function listParked(db: Database, filter: ParkedFilter = {}): Promise<ParkedMessage[]> {
  const { rows } = await db.workerQuery<ParkedMessage>(
    `select ${COLUMNS} from parked
     where ($1::text is null or tenant_id = $1) and ($2::text is null or consumer_group = $2) and ($3::text is null or topic = $3)
       and ($4::text is null or key = $4) and (state = $5 or $5::text is null and state <> 'dropped')
     order by parked.id limit $6`,
    [filter.tenantId ?? null, filter.group ?? null, filter.topic ?? null, filter.key ?? null, filter.state ?? null, Math.min(filter.limit ?? 100, 1_000)],
  );
  return rows;
}

/**
 * One parked message, decoded.
 * @throws DomainError PARKED.NOT_FOUND
 */
export async function showParked(db: Database, registry: SchemaRegistry, id: string): Promise<ParkedDetail> {
  const { rows } = await db.workerQuery<ParkedMessage & { headers: Record<string, string>; value: Buffer }>(
    `select ${COLUMNS}, headers, value from parked where id = $1::bigint`,
    [id],
  );
  const row = rows[0];
  if (!row) throw notFound(id);
  const { value, ...shown } = row;
  try {
    const { type, metadata } = fromHeaders(row.headers);
    if (!isKnownType(type)) throw new DomainError('EVENT.TYPE_UNKNOWN', `this build knows no event type ${type}`);
    const { schemaId, body } = unframe(value);
    return { ...shown, metadata, data: decodeWith(await registry.schemaOf(schemaId), type, body), undecodable: null };
  } catch (error) {
    return { ...shown, metadata: null, data: null, undecodable: { code: reasonCode(error), message: safeReason(error) } };
  }
}

/** Messages that block or wait, per topic and state: for health and metrics. */
export async function parkedCounts(db: Database, group: string): Promise<{ topic: string; state: ParkedState; count: number }[]> {
  const { rows } = await db.workerQuery<{ topic: string; state: ParkedState; count: number }>(
    `select topic, state, count(*)::int as count from parked where consumer_group = $1 and state <> 'dropped' group by topic, state order by topic, state`,
    [group],
  );
  return rows;
}

export function notFound(id: string): DomainError {
  return new DomainError('PARKED.NOT_FOUND', `no parked message ${id}: list them first`);
}
