import { deterministicId, encodeEvent, hasPersonal, mapPersonal, type EventMetadata, type ServiceName } from '@callmesh/contracts';
import type { Tx } from '../database.port.js';
import { VersionConflict, type AppendContext, type EventStore, type InlineProjection, type NewEvent, type StoredEvent } from '../event-store.port.js';
import { EVENT_COLUMNS, openRows, type EventRow, type PersonalFields } from './event-rows.js';

const LOAD = { name: 'load_stream', text: `select ${EVENT_COLUMNS} from events where tenant_id = $1 and stream_id = $2 order by version` };
const APPEND = { name: 'append_events', text: 'select append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as appended' };
const UNIQUE_VIOLATION = '23505';

/** What a store is made of. */
export interface EventStoreOptions {
  readonly service: ServiceName;
  readonly cipher: PersonalFields;
  readonly inlineProjections: readonly InlineProjection[];
}

/** An event store that says when something was committed. */
export interface PostgresEventStore extends EventStore {
  /** Calls `listener` in this process after each transaction that appended, so that relay and projections need not wait for their next poll. @returns what ends it. */
  onAppended(listener: () => void): () => void;
}

/** Two appends met at one version and the other was first: the transaction is lost, a new one may decide again. */
class AppendRace extends Error {
  readonly code = '40001';
  constructor(streamId: string, cause: unknown) {
    super(`another append to stream ${streamId} came first: run the work again in a new transaction`, { cause });
    this.name = 'AppendRace';
  }
}

/** The store of one service, on the tables of `EventStoreTables`. */
export function createEventStore({ service, cipher, inlineProjections }: EventStoreOptions): PostgresEventStore {
  const source = `/callmesh/${service}`;
  const listeners = new Set<() => void>();
  const announced = new WeakSet<Tx>();

  /** Once per transaction, however many appends it holds. */
  const announce = (tx: Tx): void => {
    if (announced.has(tx)) return;
    announced.add(tx);
    tx.afterCommit(() => listeners.forEach((listener) => listener()));
  };

  const load = async (tx: Tx, streamId: string): Promise<StoredEvent[]> => {
    const { rows } = await tx.client.query<EventRow>({ ...LOAD, values: [tx.tenantId, streamId] });
    return openRows(rows, source, cipher);
  };

  const stored = (tx: Tx, streamId: string, version: number, event: NewEvent, context: AppendContext): StoredEvent => {
    const id = event.id ?? deterministicId(context.causationId ?? streamId, streamId, version);
    const metadata: EventMetadata = {
      id,
      source,
      time: context.time,
      conversationId: context.conversationId,
      causationId: context.causationId,
      tenantId: tx.tenantId,
      factId: event.factId ?? id,
      traceparent: context.traceparent ?? null,
    };
    return { type: event.type, data: event.data, metadata, streamId, version } as StoredEvent;
  };

  const write = async (tx: Tx, streamId: string, expectedVersion: number, events: readonly StoredEvent[], context: AppendContext): Promise<boolean> => {
    const { conversationId, causationId, time, traceparent = null } = context;
    if (events.some(({ type }) => hasPersonal(type))) await cipher.prepare(tx.tenantId, [conversationId]);
    const seal = (text: string): string => cipher.seal(tx.tenantId, conversationId, text);
    const encoded = events.map(({ type, data }) => encodeEvent(type, mapPersonal(type, data, seal)));
    const values = [
      ...[streamId, expectedVersion, conversationId, causationId, time, traceparent],
      events.map(({ type }) => type),
      events.map(({ metadata }) => metadata.id),
      events.map(({ metadata }) => (metadata.factId === metadata.id ? null : metadata.factId)),
      encoded.map(({ schemaSha256 }) => Buffer.from(schemaSha256, 'hex')),
      encoded.map(({ body }) => body),
    ];
    const { rows } = await tx.client.query<{ appended: boolean }>({ ...APPEND, values }).catch((error: { code?: string }) => {
      throw error.code === UNIQUE_VIOLATION ? new AppendRace(streamId, error) : error;
    });
    return rows[0]?.appended === true;
  };

  return {
    load,
    async append(tx, streamId, expectedVersion, events, context) {
      if (events.length === 0) return [];
      const news = events.map((event, index) => stored(tx, streamId, expectedVersion + 1 + index, event, context));
      if (!(await write(tx, streamId, expectedVersion, news, context))) throw new VersionConflict(streamId, expectedVersion);
      for (const projection of inlineProjections) {
        const wanted = news.filter(({ type }) => projection.handles.includes(type));
        if (wanted.length > 0) await projection.apply(tx, wanted);
      }
      announce(tx);
      return news;
    },
    onAppended(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
