import type { SchemaRegistry, ServiceName } from '@callmesh/contracts';
import { cursorAt, FEED_START, lastUntil, readFeed, type Database, type FeedCursor, type PersonalFields } from '@callmesh/event-sourcing';
import type { Bus, BusMessage, Consumption, MessageBatch } from '../bus.port.js';
import { messagesOf } from '../relay/relay-message.js';
import { readRequest, REPLAY_END, REPLAY_ID, REPLAY_TOPIC, REQUESTS_TOPIC, roadTo, topicsOf, type HistoryRequest } from './history-road.js';

const BATCH_EVENTS = 500;
/** Events bear their service's clock, retention goes by the broker's. More than is missing does no harm: inboxes know what they have. */
const CLOCK_MARGIN_MS = 3_600_000;
/** Nobody waits for the answer to an older request. */
const STALE_MS = 86_400_000;
const IDLE_MS = 5_000;

/** What a service answers with. */
export interface HistoryProviderOptions {
  readonly service: ServiceName;
  readonly db: Database;
  readonly bus: Bus;
  readonly registry: SchemaRegistry;
  readonly cipher: PersonalFields;
  onError(error: unknown, where: string): void;
}

/**
 * Answers requests for history: what a service's topics have deleted comes from its store, in the order of the feed, to the group that
 * asks and to no other. Services that write nothing answer nothing.
 */
export async function startHistoryProvider(options: HistoryProviderOptions): Promise<Consumption> {
  const { service, bus } = options;
  if (topicsOf(service).length === 0) return { stop: () => Promise.resolve() };
  await bus.ensureTopics([REQUESTS_TOPIC]);
  return bus.consume({ group: `${service}.history`, topics: [REQUESTS_TOPIC], idleMs: IDLE_MS, onBatch: (batch) => answerAll(options, batch) });
}

async function answerAll(options: HistoryProviderOptions, batch: MessageBatch): Promise<void> {
  for (const { value } of batch.messages) {
    const request = wellFormed(options, value);
    if (request && Date.now() - request.askedAt < STALE_MS) await answer(options, request, () => batch.heartbeat());
  }
}

/** What is no request is told and passed: it can only block the others. */
function wellFormed({ onError }: HistoryProviderOptions, value: Buffer): HistoryRequest | undefined {
  try {
    return readRequest(value);
  } catch (error) {
    onError(error, REQUESTS_TOPIC);
    return undefined;
  }
}

async function answer(options: HistoryProviderOptions, request: HistoryRequest, heartbeat: () => Promise<void>): Promise<void> {
  const { service, db, bus, registry, cipher } = options;
  const wanted = topicsOf(service).filter((topic) => request.topics[topic] !== undefined);
  if (wanted.length === 0) return;
  const road = roadTo(request.asker);
  await bus.ensureTopics([road]);
  const until = Math.max(...wanted.map((topic) => request.topics[topic] ?? 0)) + CLOCK_MARGIN_MS;
  const last = await lastUntil(db, new Date(until).toISOString());
  let cursor: FeedCursor = request.since === null ? FEED_START : await cursorAt(db, { time: request.since });
  while (isBefore(cursor, last)) {
    const { rows, cursor: next } = await readFeed(db, cursor, BATCH_EVENTS);
    if (rows.length === 0) break;
    const messages = await messagesOf(rows, registry, cipher);
    await bus.publish(messages.filter(({ topic }) => wanted.includes(topic)).map((message) => onRoad(message, road, request.id)));
    cursor = next;
    await heartbeat();
  }
  await bus.publish([{ topic: road, key: service, value: Buffer.alloc(0), headers: { [REPLAY_ID]: request.id, [REPLAY_END]: service } }]);
}

/** A whole batch may pass the end by some events: they are in the topic too. */
function isBefore(a: FeedCursor, b: FeedCursor): boolean {
  const [at, bt] = [BigInt(a.transactionId), BigInt(b.transactionId)];
  return at < bt || (at === bt && BigInt(a.position) < BigInt(b.position));
}

function onRoad({ topic, headers, ...message }: BusMessage, road: string, id: string): BusMessage {
  return { ...message, topic: road, headers: { ...headers, [REPLAY_ID]: id, [REPLAY_TOPIC]: topic } };
}
