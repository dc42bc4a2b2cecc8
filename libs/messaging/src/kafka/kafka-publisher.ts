import { setTimeout as sleep } from 'node:timers/promises';
import { Partitioners, type Message, type Producer } from 'kafkajs';
import type { BusMessage } from '../bus.port.js';
import { backoff } from '../polling.js';
import type { KafkaConnection } from './kafka-connection.js';
import { toKafka } from './kafka-headers.js';

/** A try that has come to no end by then is given up, ms: some steps of kafkajs have no time limit of their own. */
const GIVE_UP_MS = 20_000;
const ATTEMPTS = 3;

interface OpenProducer {
  readonly connection: KafkaConnection;
  readonly producer: Promise<Producer>;
}

/**
 * Publishes in order: one `sendBatch` in flight, `acks: -1`, and **not** idempotent, because kafkajs' idempotent producer loses
 * acknowledged messages when a broker stalls; consumers drop duplicates by event id. After any error the producer is cut off and made anew:
 * kafkajs would try again over the connection that has failed.
 */
export class KafkaPublisher {
  private open: OpenProducer | undefined;
  private tail: Promise<unknown> = Promise.resolve();

  constructor(private readonly connect: () => KafkaConnection) {}

  publish(messages: readonly BusMessage[]): Promise<void> {
    const turn = this.tail.then(() => this.send(messages));
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.tail;
    const { open } = this;
    this.open = undefined;
    await open?.producer.then((producer) => producer.disconnect()).catch(() => undefined);
    open?.connection.cut();
  }

  private async send(messages: readonly BusMessage[]): Promise<void> {
    const byTopic = new Map<string, Message[]>();
    for (const { topic, key, value, headers, raw } of messages) {
      const row: Message = raw ? { key: raw.key, value: raw.value, headers: toKafka(raw.headers) } : { key, value, headers };
      const rows = byTopic.get(topic);
      if (rows) rows.push(row);
      else byTopic.set(topic, [row]);
    }
    const topicMessages = [...byTopic].map(([topic, rows]) => ({ topic, messages: rows }));
    for (let attempt = 1; ; attempt += 1) {
      try {
        await inTime(this.producer().then((producer) => producer.sendBatch({ acks: -1, topicMessages })));
        return;
      } catch (error) {
        this.cut();
        if (attempt >= ATTEMPTS) throw error;
        await sleep(backoff(attempt, 200, 1_000));
      }
    }
  }

  private producer(): Promise<Producer> {
    if (!this.open) {
      const connection = this.connect();
      const producer = connection.kafka.producer({
        idempotent: false,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        createPartitioner: Partitioners.DefaultPartitioner,
        retry: { retries: 0 },
      });
      this.open = { connection, producer: producer.connect().then(() => producer) };
    }
    return this.open.producer;
  }

  /** Not waited for: a dead connection never says that it has ended. */
  private cut(): void {
    const { open } = this;
    this.open = undefined;
    open?.connection.cut();
    void open?.producer.then((producer) => producer.disconnect()).catch(() => undefined);
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Kafka has not acknowledged within ${GIVE_UP_MS / 1_000} s`)), GIVE_UP_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
