import { decodeEvent, mapPersonal, type AnyDomainEvent, type EventMetadata, type EventType } from '@callmesh/contracts';
import type { StoredEvent } from '../event-store.port.js';

/** Seals and opens personal fields: what the store needs of `FieldCipher` in @callmesh/claim-check. */
export interface PersonalFields {
  /** Makes the keys of these conversations usable by the two others. */
  prepare(tenantId: string, conversationIds: readonly string[]): Promise<void>;
  seal(tenantId: string, conversationId: string, clear: string): string;
  /** @returns the clear text, or `[ERASED]` when the key is gone. */
  open(tenantId: string, conversationId: string, sealed: string): string;
}

/** A row of `events` as `EVENT_COLUMNS` selects it. */
export interface EventRow {
  readonly tenant_id: string;
  readonly stream_id: string;
  readonly version: number;
  readonly event_id: string;
  readonly type: string;
  readonly conversation_id: string;
  readonly causation_id: string | null;
  readonly fact_id: string | null;
  readonly traceparent: string | null;
  readonly occurred_at: Date;
  readonly schema_sha256: Buffer;
  readonly body: Buffer;
}

export const EVENT_COLUMNS = 'tenant_id, stream_id, version, event_id, type, conversation_id, causation_id, fact_id, traceparent, occurred_at, schema_sha256, body';

/** `ce_source` of the service that owns the schema. */
export const sourceOf = (schema: string): string => `/callmesh/${schema.replaceAll('_', '-')}`;

/** The envelope of a stored event. */
export function metadataOf(row: EventRow, source: string): EventMetadata {
  return {
    id: row.event_id,
    source,
    time: row.occurred_at.toISOString(),
    conversationId: row.conversation_id,
    causationId: row.causation_id,
    tenantId: row.tenant_id,
    factId: row.fact_id ?? row.event_id,
    traceparent: row.traceparent,
  };
}

/** Decodes rows and opens their personal fields. */
export async function openRows(rows: readonly EventRow[], source: string, cipher: PersonalFields): Promise<StoredEvent[]> {
  const conversations = new Map<string, Set<string>>();
  for (const { tenant_id, conversation_id } of rows) conversations.set(tenant_id, (conversations.get(tenant_id) ?? new Set()).add(conversation_id));
  for (const [tenantId, ids] of conversations) await cipher.prepare(tenantId, [...ids]);
  return rows.map((row) => {
    const type = row.type as EventType;
    const sealed = decodeEvent(type, row.body, row.schema_sha256.toString('hex'));
    const data = mapPersonal(type, sealed, (text) => cipher.open(row.tenant_id, row.conversation_id, text));
    const event = { type, data } as AnyDomainEvent;
    return { ...event, metadata: metadataOf(row, source), streamId: row.stream_id, version: row.version };
  });
}
