import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { ConsumeOptions, Consumption, ReceivedMessage } from '../bus.port.js';
import { backoff } from '../polling.js';
import { textForm } from '../raw-message.js';
import { fromKafka } from './kafka-headers.js';

const HEARTBEAT_MS = 3_000;
const SESSION_MS = 30_000;
const SLICE_MESSAGES = 500;
const SLICE_PAUSE_MS = 200;

/** One consumer of a group on Kafka; commits offset + 1 itself after each batch, because kafkajs' own commit needs thresholds. */
export class KafkaMember implements Consumption {
  private readonly consumer: Consumer;
  private readonly inHand = new Set<Promise<void>>();
  private stopping = false;

  constructor(
    kafka: Kafka,
    private readonly options: ConsumeOptions,
    private readonly onError: (error: unknown, where: string) => void,
  ) {
    this.consumer = kafka.consumer({
      groupId: options.group,
      sessionTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: options.idleMs ?? 250,
      retry: { retries: 8, initialRetryTime: 200, maxRetryTime: 10_000, restartOnFailure: () => Promise.resolve(!this.stopping) },
    });
  }

  async start(): Promise<void> {
    // kafkajs restarts by itself what it calls retriable; the rest must not go silent.
    this.consumer.on(this.consumer.events.CRASH, ({ payload }) => this.onError(payload.error, `kafka consumer ${this.options.group}${payload.restart ? '' : ' has ended'}`));
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...this.options.topics], fromBeginning: this.options.startAt !== 'latest' });
    const joined = new Promise<void>((resolve) => this.consumer.on(this.consumer.events.GROUP_JOIN, () => resolve()));
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 3,
      eachBatch: (payload) => this.track(this.eachBatch(payload)),
    });
    await joined;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    // kafkajs leaves the group before it has waited for the batch: its offset would be lost.
    await Promise.allSettled(this.inHand);
    await this.consumer.stop();
    await this.consumer.disconnect();
  }

  private track(work: Promise<void>): Promise<void> {
    const tracked = work.finally(() => this.inHand.delete(tracked));
    this.inHand.add(tracked);
    return tracked;
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    for (let from = 0; from < batch.messages.length; from += SLICE_MESSAGES) {
      const slice = batch.messages.slice(from, from + SLICE_MESSAGES);
      if (!(await this.deliver(payload, slice))) return;
    }
  }

  /** Hands over until it is taken: the same messages come again after a backoff, the partition stays assigned meanwhile. */
  private async deliver(payload: EachBatchPayload, slice: readonly KafkaMessage[]): Promise<boolean> {
    const { topic, partition } = payload.batch;
    const last = slice.at(-1);
    if (!last) return true;
    const messages = slice.map((message) => received(topic, partition, message));
    for (let attempt = 1; payload.isRunning() && !payload.isStale() && !this.stopping; attempt += 1) {
      const beat = setInterval(() => void payload.heartbeat().catch(() => undefined), HEARTBEAT_MS);
      try {
        await this.options.onBatch({ topic, partition, messages, heartbeat: () => payload.heartbeat() });
      } catch (error) {
        this.onError(error, `bus consumer ${this.options.group}, ${topic}/${partition}`);
        await this.pause(payload, backoff(attempt, 100, 10_000));
        continue;
      } finally {
        clearInterval(beat);
      }
      await this.consumer.commitOffsets([{ topic, partition, offset: (BigInt(last.offset) + 1n).toString() }]);
      payload.resolveOffset(last.offset);
      await payload.heartbeat();
      return true;
    }
    return false;
  }

  private async pause(payload: EachBatchPayload, ms: number): Promise<void> {
    const until = Date.now() + ms;
    while (Date.now() < until && !this.stopping) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(SLICE_PAUSE_MS, until - Date.now())));
      await payload.heartbeat();
    }
  }
}

function received(topic: string, partition: number, message: KafkaMessage): ReceivedMessage {
  return {
    topic,
    partition,
    position: message.offset,
    ...textForm({ key: message.key, value: message.value, headers: fromKafka(message.headers ?? {}) }),
    timestamp: Number(message.timestamp),
  };
}
