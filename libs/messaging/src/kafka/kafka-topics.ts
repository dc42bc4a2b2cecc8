import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError, topicDeclaration, type TopicDeclaration } from '@callmesh/contracts';
import type { Admin } from 'kafkajs';
import type { KafkaAdmin } from './kafka-admin.js';
import { topicDifferences } from './topic-check.js';

const ELECTION_ATTEMPTS = 8;

/** How topics are made. */
export interface KafkaTopicsOptions {
  /** Replicas of each topic; absent: the broker's own setting, which is then not checked. */
  readonly replicas?: number;
  /** Declarations of topics; default: those of the contracts. */
  declare?(name: string): TopicDeclaration;
  /** A topic that differs and can be worked with, or that may not be looked at. */
  onWarning(message: string): void;
}

/** Creates the declared topics that are missing, and looks at those that are there, each once. */
export class KafkaTopics {
  private readonly known = new Set<string>();

  constructor(
    private readonly admin: KafkaAdmin,
    private readonly options: KafkaTopicsOptions,
  ) {}

  /** @throws DomainError `BROKER.TOPIC_UNSAFE` when a topic is there on which events could be lost. */
  async ensure(names: readonly string[]): Promise<void> {
    const unknown = [...new Set(names)].filter((name) => !this.known.has(name));
    if (unknown.length === 0) return;
    const declare = this.options.declare ?? topicDeclaration;
    await this.admin.ask(async (admin) => {
      const there = new Set(await admin.listTopics());
      const missing = unknown.filter((name) => !there.has(name)).map(declare);
      // Another instance may create them at the same time; then this one creates nothing, and that is no error.
      if (missing.length > 0) await despiteElections(() => admin.createTopics({ waitForLeaders: true, topics: missing.map((topic) => this.creation(topic)) }));
      await this.check(admin, unknown.filter((name) => there.has(name)).map(declare));
    });
    for (const name of unknown) this.known.add(name);
  }

  /** A topic may be gone: look again. */
  forget(): void {
    this.known.clear();
  }

  private creation({ name, partitions, retentionMs, cleanupPolicy }: TopicDeclaration): Parameters<Admin['createTopics']>[0]['topics'][number] {
    const { replicas } = this.options;
    const entries = { 'retention.ms': String(retentionMs), 'cleanup.policy': cleanupPolicy, ...(replicas !== undefined && replicas >= 3 ? { 'min.insync.replicas': '2' } : {}) };
    return { topic: name, numPartitions: partitions, replicationFactor: replicas ?? -1, configEntries: Object.entries(entries).map(([key, value]) => ({ name: key, value })) };
  }

  private async check(admin: Admin, declarations: readonly TopicDeclaration[]): Promise<void> {
    const found = await topicDifferences(admin, declarations, this.options.replicas).catch((error: unknown) => {
      // A principal that may write and read need not be allowed to look at settings.
      if (!/AUTHORIZATION_FAILED/.test((error as { type?: string }).type ?? '')) throw error;
      this.options.onWarning(`the topics' settings cannot be checked: this principal may not describe them`);
      return [];
    });
    for (const { message } of found.filter(({ unsafe }) => !unsafe)) this.options.onWarning(message);
    const unsafe = found.filter((difference) => difference.unsafe);
    if (unsafe.length > 0) throw new DomainError('BROKER.TOPIC_UNSAFE', unsafe.map(({ message }) => message).join('\n'));
  }
}

/** A topic that another instance is just creating has no leader for a moment, which kafkajs does not wait for. */
async function despiteElections(create: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await create();
      return;
    } catch (error) {
      if (attempt >= ELECTION_ATTEMPTS || (error as { retriable?: boolean }).retriable !== true) throw error;
      await sleep(200 * attempt);
    }
  }
}
