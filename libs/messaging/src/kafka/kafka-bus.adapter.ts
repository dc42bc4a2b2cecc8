import { Kafka, type Admin } from 'kafkajs';
import type { Bus, BusMessage, ConsumeOptions, Consumption, ReplayPoint } from '../bus.port.js';
import { KafkaMember } from './kafka-member.js';
import { KafkaPublisher } from './kafka-publisher.js';
import { quietLogger } from './quiet-logger.js';
import { deletedUntil, offsetsFor } from './topic-times.js';

const DAY_MS = 86_400_000;

/** Settings of the Kafka adapter. */
export interface KafkaBusOptions {
  /** `host:port` of some brokers. */
  readonly brokers: readonly string[];
  readonly clientId?: string;
  /** Partitions of topics that this bus creates. Default 4. */
  readonly partitions?: number;
  /** Replicas of topics that this bus creates; default: the broker's own setting. */
  readonly replicationFactor?: number;
  /** How long topics that this bus creates keep messages, ms. Default 30 days. */
  readonly retentionMs?: number;
  /** Rejected batches and kafkajs' errors; the bus goes on by itself. */
  onError?(error: unknown, where: string): void;
}

/** The broker as Kafka, through kafkajs. */
export function createKafkaBus(options: KafkaBusOptions): Bus {
  return new KafkaBus(options);
}

class KafkaBus implements Bus {
  private readonly kafka: Kafka;
  private readonly publisher: KafkaPublisher;
  private readonly members = new Set<KafkaMember>();
  private admin: Promise<Admin> | undefined;

  constructor(private readonly options: KafkaBusOptions) {
    this.kafka = new Kafka({
      clientId: options.clientId ?? 'callmesh',
      brokers: [...options.brokers],
      // A timed-out request can otherwise keep a dead socket for minutes.
      requestTimeout: 5_000,
      connectionTimeout: 3_000,
      logCreator: quietLogger((error, where) => this.onError(error, where)),
    });
    this.publisher = new KafkaPublisher(this.kafka);
  }

  async ensureTopics(topics: readonly string[]): Promise<void> {
    const admin = await this.connectAdmin();
    const known = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !known.has(topic));
    if (missing.length === 0) return;
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((topic) => ({
        topic,
        numPartitions: this.options.partitions ?? 4,
        replicationFactor: this.options.replicationFactor ?? -1,
        configEntries: [{ name: 'retention.ms', value: String(this.options.retentionMs ?? 30 * DAY_MS) }],
      })),
    });
  }

  async publish(messages: readonly BusMessage[]): Promise<void> {
    if (messages.length > 0) await this.publisher.publish(messages);
  }

  async consume(options: ConsumeOptions): Promise<Consumption> {
    const member = new KafkaMember(this.kafka, options, (error, where) => this.onError(error, where));
    this.members.add(member);
    await member.start();
    return {
      stop: async () => {
        if (this.members.delete(member)) await member.stop();
      },
    };
  }

  async rewind(group: string, topics: readonly string[], to: ReplayPoint = 'earliest'): Promise<void> {
    const admin = await this.connectAdmin();
    for (const topic of topics) {
      const partitions = await offsetsFor(admin, topic, to);
      if (partitions) await admin.setOffsets({ groupId: group, topic, partitions });
      else await admin.resetOffsets({ groupId: group, topic, earliest: true });
    }
  }

  async isRunning(group: string): Promise<boolean> {
    const admin = await this.connectAdmin();
    const { groups } = await admin.describeGroups([group]);
    return groups.some(({ state }) => state !== 'Empty' && state !== 'Dead');
  }

  async deletedUntil(topics: readonly string[]): Promise<Readonly<Record<string, number | null>>> {
    const admin = await this.connectAdmin();
    return Object.fromEntries(await Promise.all(topics.map(async (topic) => [topic, await deletedUntil(admin, topic)] as const)));
  }

  async lag(group: string, topics: readonly string[]): Promise<Readonly<Record<string, number>>> {
    const admin = await this.connectAdmin();
    const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
    const behind: Record<string, number> = {};
    for (const { topic, partitions } of committed) {
      const ends = await admin.fetchTopicOffsets(topic);
      behind[topic] = ends.reduce((sum, end) => {
        const done = partitions.find((p) => p.partition === end.partition)?.offset ?? '-1';
        // -1: nothing committed yet, so the whole log is ahead.
        return sum + Number(end.high) - Math.max(Number(done), Number(end.low));
      }, 0);
    }
    return behind;
  }

  async close(): Promise<void> {
    await Promise.all([...this.members].map((member) => member.stop()));
    this.members.clear();
    await this.publisher.close();
    await this.admin?.then((admin) => admin.disconnect()).catch(() => undefined);
  }

  private connectAdmin(): Promise<Admin> {
    this.admin ??= (async () => {
      const admin = this.kafka.admin({ retry: { retries: 3 } });
      try {
        await admin.connect();
        return admin;
      } catch (error) {
        this.admin = undefined;
        throw error;
      }
    })();
    return this.admin;
  }

  private onError(error: unknown, where: string): void {
    this.options.onError?.(error, where);
  }
}
