import type { TopicDeclaration } from '@callmesh/contracts';
import type { Bus, BusMessage, ConsumeOptions, Consumption, GroupStanding, OutsiderAccess, ReplayPoint } from '../bus.port.js';
import { KafkaAdmin } from './kafka-admin.js';
import { KafkaConnection, type KafkaConnectionOptions } from './kafka-connection.js';
import { KafkaMember } from './kafka-member.js';
import { kafkaOutsiders } from './kafka-outsiders.js';
import { KafkaPublisher } from './kafka-publisher.js';
import { KafkaTopics } from './kafka-topics.js';
import { setOffsets } from './set-offsets.js';
import { StuckWatch, type Standing } from './stuck-watch.js';
import { deletedUntil, offsetsFor } from './topic-times.js';

const STUCK_MS = 120_000;

/** Settings of the Kafka adapter. */
export interface KafkaBusOptions extends KafkaConnectionOptions {
  /** Replicas of topics; default: the broker's own setting. */
  readonly replicas?: number;
  /** Declarations of topics; default: those of the contracts. */
  declare?(name: string): TopicDeclaration;
  /** How long messages may wait while nothing moves, ms, before {@link onStuck}; default 120,000. */
  readonly stuckAfterMs?: number;
  /** Rejected batches and kafkajs' errors; the bus goes on by itself. */
  onError?(error: unknown, where: string): void;
  /** Topics that differ from their declaration and can be worked with. */
  onWarning?(message: string): void;
  /** Messages wait and a consumer does not move, though the broker answers: only a new process helps. */
  onStuck?(why: string): void;
}

/** The broker as Kafka, through kafkajs. */
export function createKafkaBus(options: KafkaBusOptions): Bus {
  return new KafkaBus(options);
}

class KafkaBus implements Bus {
  readonly outsiders: OutsiderAccess;
  private readonly publisher: KafkaPublisher;
  private readonly admin: KafkaAdmin;
  private readonly topics: KafkaTopics;
  private readonly running = new Map<KafkaMember, StuckWatch>();

  constructor(private readonly options: KafkaBusOptions) {
    this.publisher = new KafkaPublisher(this.connect);
    this.admin = new KafkaAdmin(this.connect);
    this.outsiders = kafkaOutsiders(this.admin, options.brokers);
    this.topics = new KafkaTopics(this.admin, { ...options, onWarning: (message) => options.onWarning?.(message) });
  }

  ensureTopics(topics: readonly string[]): Promise<void> {
    return this.topics.ensure(topics);
  }

  async publish(messages: readonly BusMessage[]): Promise<void> {
    if (messages.length === 0) return;
    await this.publisher.publish(messages).catch((error: unknown) => {
      this.topics.forget();
      throw error;
    });
  }

  async consume(options: ConsumeOptions): Promise<Consumption> {
    const member = new KafkaMember({ connect: this.connect, onError: this.onError }, options);
    const watch = new StuckWatch({
      afterMs: this.options.stuckAfterMs ?? STUCK_MS,
      look: () => this.memberStandings(member, options),
      onStuck: (why) => this.options.onStuck?.(`group ${options.group}, ${why}`),
    });
    this.running.set(member, watch);
    const stop = async (): Promise<void> => {
      if (!this.running.delete(member)) return;
      watch.stop();
      await member.stop();
    };
    await member.start().catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return { stop };
  }

  async rewind(group: string, topics: readonly string[], to: ReplayPoint = 'earliest'): Promise<void> {
    if (await this.isRunning(group)) throw new Error(`group ${group} is running: stop its consumers, then rewind it`);
    const offsets = await this.admin.ask((admin) => Promise.all(topics.map(async (topic) => (await offsetsFor(admin, topic, to)).map((entry) => ({ topic, ...entry })))));
    await setOffsets(this.connect(), group, offsets.flat());
  }

  async isRunning(group: string): Promise<boolean> {
    const { groups } = await this.admin.ask((admin) => admin.describeGroups([group]));
    return groups.some(({ state }) => state !== 'Empty' && state !== 'Dead');
  }

  async deletedUntil(topics: readonly string[]): Promise<Readonly<Record<string, number | null>>> {
    return this.admin.ask(async (admin) => Object.fromEntries(await Promise.all(topics.map(async (topic) => [topic, await deletedUntil(admin, topic)] as const))));
  }

  async standings(group: string, topics: readonly string[]): Promise<readonly GroupStanding[]> {
    return (await this.behind(group, topics)).map(({ topic, partition, lag, committed }) => ({ topic, partition, behind: lag, committed, oldestAt: null }));
  }

  async lag(group: string, topics: readonly string[]): Promise<Readonly<Record<string, number>>> {
    const behind: Record<string, number> = {};
    for (const { topic, lag } of await this.behind(group, topics)) behind[topic] = (behind[topic] ?? 0) + lag;
    return behind;
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map(([member, watch]) => {
      watch.stop();
      return member.stop();
    }));
    this.running.clear();
    await this.publisher.close();
    this.admin.close();
  }

  private async behind(group: string, topics: readonly string[]): Promise<{ topic: string; partition: number; lag: number; committed: string }[]> {
    return this.admin.ask(async (admin) => {
      const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
      const perTopic = committed.map(async ({ topic, partitions }) => {
        const ends = await admin.fetchTopicOffsets(topic);
        return ends.map(({ partition, high, low }) => {
          const done = partitions.find((p) => p.partition === partition)?.offset ?? '-1';
          // -1: nothing committed yet, so the whole log is ahead.
          return { topic, partition, lag: Number(high) - Math.max(Number(done), Number(low)), committed: done };
        });
      });
      return (await Promise.all(perTopic)).flat();
    });
  }

  /** A member that has no partition is not to blame for the others', unless it never got into the group. */
  private async memberStandings(member: KafkaMember, { group, topics }: ConsumeOptions): Promise<Map<string, Standing>> {
    const signs = member.signs();
    const behind = await this.behind(group, topics);
    return new Map(behind.flatMap(({ topic, partition, lag }) => {
      const id = `${topic}/${partition}`;
      const sign = member.isMember ? signs.get(id) : 'not in the group';
      return sign === undefined ? [] : [[id, { lag, sign: `${sign}, ${lag} behind` }] as const];
    }));
  }

  private readonly connect = (): KafkaConnection => new KafkaConnection(this.options, this.onError);

  private readonly onError = (error: unknown, where: string): void => this.options.onError?.(error, where);
}
