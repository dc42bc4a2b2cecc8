import { randomUUID } from 'node:crypto';
import type { Bus, MessageBatch, ReplayPoint } from '../bus.port.js';
import { REPLAY_END, REPLAY_ID, REPLAY_TOPIC, requestMessage, roadTo, writersOf } from './history-road.js';

/** Other messages of the road are passed by their request's id, so this may reach back as far as any clock is off. */
const BACK_MS = 600_000;
const LOOK_MS = 100;

/** Who hears history. */
export interface HistoryListener {
  readonly bus: Bus;
  readonly service: string;
  readonly group: string;
  readonly topics: readonly string[];
  readonly from: ReplayPoint;
  /** Processes a batch as if its topic had brought it. */
  take(batch: MessageBatch): Promise<void>;
  /** Services that have not sent all of theirs. */
  onWaiting(services: readonly string[]): void;
  /** True when it must break off. */
  isStopped(): boolean;
}

/**
 * Hears what the topics have deleted from the services that own it, if there is any; resolves when all of it is processed.
 * It is heard before the topics, so that the order of each key holds; what comes twice is known to the inbox.
 */
export async function hearHistory(listener: HistoryListener): Promise<void> {
  const { bus, service, group, from } = listener;
  // Places are in the topics: nothing is older than they.
  if (from !== 'earliest' && 'places' in from) return;
  const missing = await deletedSince(bus, listener.topics, from);
  const writers = writersOf(Object.keys(missing));
  if (writers.length === 0) return;

  const id = randomUUID();
  const road = roadTo(service);
  const own = `${group}.${id.slice(0, 8)}`;
  const waiting = new Set(writers);
  listener.onWaiting(writers);
  await bus.ensureTopics([road]);
  await bus.rewind(own, [road], { time: Date.now() - BACK_MS });
  const consumption = await bus.consume({
    group: own,
    topics: [road],
    onBatch: async (batch) => {
      const answers = batch.messages.filter(({ headers }) => headers[REPLAY_ID] === id);
      await takeEach(listener, { ...batch, messages: answers.filter(({ headers }) => headers[REPLAY_END] === undefined) });
      for (const { headers } of answers) waiting.delete(headers[REPLAY_END] ?? '');
      listener.onWaiting([...waiting]);
    },
  });
  try {
    const since = from === 'earliest' ? null : new Date(from.time).toISOString();
    await bus.publish([requestMessage({ id, asker: service, topics: missing, since, askedAt: Date.now() })]);
    // Each writer's end comes after all it sent, so when all ends are there and nothing waits, all is processed.
    while (!listener.isStopped() && (waiting.size > 0 || ((await bus.lag(own, [road]))[road] ?? 0) > 0)) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  } finally {
    await consumption.stop();
  }
}

/** Topics that have deleted what the replay wants, each with the time up to which it may be gone. */
async function deletedSince(bus: Bus, topics: readonly string[], from: Exclude<ReplayPoint, { places: unknown }>): Promise<Record<string, number>> {
  const deleted = await bus.deletedUntil(topics);
  const since = from === 'earliest' ? Number.NEGATIVE_INFINITY : from.time;
  return Object.fromEntries(Object.entries(deleted).filter((entry): entry is [string, number] => entry[1] !== null && entry[1] >= since));
}

/** The messages of each topic that they were in, in order. */
async function takeEach({ take }: HistoryListener, { messages, ...batch }: MessageBatch): Promise<void> {
  const topics = new Set(messages.map(({ headers }) => headers[REPLAY_TOPIC] ?? ''));
  for (const topic of topics) {
    const own = messages.filter(({ headers }) => headers[REPLAY_TOPIC] === topic).map((message) => ({ ...message, topic }));
    await take({ ...batch, topic, messages: own, heartbeat: () => batch.heartbeat() });
  }
}
