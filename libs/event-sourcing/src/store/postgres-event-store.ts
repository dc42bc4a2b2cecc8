import { deterministicId, encodeEvent, hasPersonal, mapPersonal, type EventMetadata, type ServiceName } from '@callmesh/contracts';
import type { Tx } from '../database.port.js';
import { VersionConflict, type AppendContext, type EventStore, type InlineProjection, type NewEvent, type StoredEvent } from '../event-store.port.js';
import { appendCall, StreamMoved, type Append, type AppendOutcomes } from './append-call.js';
import { EVENT_COLUMNS, openRows, type EventRow, type PersonalFields } from './event-rows.js';

const LOAD = { name: 'load_stream', text: `select ${EVENT_COLUMNS} from events where tenant_id = $1 and stream_id = $2 order by version` };
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

/** The store of one service, on the tables of `eventStoreMigrations`. */
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
    const { rows } = await tx.query<EventRow>(LOAD, [tx.tenantId, streamId]);
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

  const append = (tx: Tx, streamId: string, expectedVersion: number, events: readonly StoredEvent[], context: AppendContext): Append => {
    const { conversationId, causationId, time, traceparent = null } = context;
    const seal = (text: string): string => cipher.seal(tx.tenantId, conversationId, text);
    return {
      tenantId: tx.tenantId,
      streamId,
      expectedVersion,
      conversationId,
      causationId,
      time,
      traceparent,
      events: events.map(({ type, data, metadata: { id, factId } }) => ({ type, id, factId: factId === id ? null : factId, ...encodeEvent(type, mapPersonal(type, data, seal)) })),
    };
  };

  /** Waits for the answer. @throws VersionConflict, StreamMoved */
  const appendNow = async (tx: Tx, one: Append): Promise<void> => {
    const { name = '', text, values } = appendCall([one], false);
    const { rows } = await tx.query<{ outcomes: AppendOutcomes }>({ name, text }, values);
    const outcome = rows[0]?.outcomes?.[0];
    if (outcome === 1) throw new VersionConflict(one.streamId, one.expectedVersion);
    if (outcome === 2) throw new StreamMoved(one);
  };

  const appendEvents = async (tx: Tx, streamId: string, expectedVersion: number, events: readonly NewEvent[], context: AppendContext, atCommit: boolean): Promise<StoredEvent[]> => {
    if (events.length === 0) return [];
    const news = events.map((event, index) => stored(tx, streamId, expectedVersion + 1 + index, event, context));
    if (news.some(({ type }) => hasPersonal(type))) await cipher.prepare(tx.tenantId, [context.conversationId]);
    const one = append(tx, streamId, expectedVersion, news, context);
    if (atCommit) tx.defer(one);
    else await appendNow(tx, one);
    for (const projection of inlineProjections) {
      const wanted = news.filter(({ type }) => projection.handles.includes(type));
      if (wanted.length > 0) await projection.apply(tx, wanted);
    }
    announce(tx);
    return news;
  };

  return {
    load,
    append: (tx, streamId, expectedVersion, events, context) => appendEvents(tx, streamId, expectedVersion, events, context, false),
    appendWithCommit: (tx, streamId, expectedVersion, events, context) => appendEvents(tx, streamId, expectedVersion, events, context, true),
    onAppended(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
