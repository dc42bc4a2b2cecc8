import { Partitioners, type Kafka, type Message, type Producer } from 'kafkajs';
import type { BusMessage } from '../bus.port.js';
import { toKafka } from './kafka-headers.js';

/**
 * Publishes in order: one `sendBatch` in flight, `acks: -1`, and **not** idempotent, because kafkajs' idempotent producer loses
 * acknowledged messages when a broker stalls; consumers drop duplicates by event id. After any error the producer is made anew.
 */
export class KafkaPublisher {
  private producer: Promise<Producer> | undefined;
  private tail: Promise<unknown> = Promise.resolve();

  constructor(private readonly kafka: Kafka) {}

  publish(messages: readonly BusMessage[]): Promise<void> {
    const turn = this.tail.then(() => this.send(messages));
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.tail;
    await this.discard();
  }

  private async send(messages: readonly BusMessage[]): Promise<void> {
    const byTopic = new Map<string, Message[]>();
    for (const { topic, key, value, headers, raw } of messages) {
      const rows = byTopic.get(topic) ?? [];
      rows.push(raw ? { key: raw.key, value: raw.value, headers: toKafka(raw.headers) } : { key, value, headers: { ...headers } });
      byTopic.set(topic, rows);
    }
    try {
      const producer = await this.connect();
      await producer.sendBatch({ acks: -1, topicMessages: [...byTopic].map(([topic, rows]) => ({ topic, messages: rows })) });
    } catch (error) {
      await this.discard();
      throw error;
    }
  }

  private connect(): Promise<Producer> {
    this.producer ??= (async () => {
      const producer = this.kafka.producer({
        idempotent: false,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        createPartitioner: Partitioners.DefaultPartitioner,
        retry: { retries: 2, initialRetryTime: 200 },
      });
      await producer.connect();
      return producer;
    })();
    return this.producer;
  }

  private async discard(): Promise<void> {
    const old = this.producer;
    this.producer = undefined;
    await old?.then((producer) => producer.disconnect()).catch(() => undefined);
  }
}
