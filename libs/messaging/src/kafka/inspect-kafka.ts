import type { TopicDeclaration } from '@callmesh/contracts';
import { KafkaAdmin } from './kafka-admin.js';
import { KafkaConnection, type KafkaConnectionOptions } from './kafka-connection.js';
import { topicDifferences, type TopicDifference } from './topic-check.js';

/** What a look at a Kafka cluster shows. */
export interface KafkaFacts {
  /** `host:port` of the brokers that are in the cluster now. */
  readonly brokers: readonly string[];
  /** Declared topics that are not there. */
  readonly missing: readonly string[];
  readonly differences: readonly TopicDifference[];
}

/** Looks at the brokers and compares topics with their declarations; creates and changes nothing. @throws kafkajs' errors */
export async function inspectKafka(options: KafkaConnectionOptions, declared: readonly TopicDeclaration[], replicas?: number): Promise<KafkaFacts> {
  const admin = new KafkaAdmin(() => new KafkaConnection(options, () => undefined));
  try {
    return await admin.ask(async (client) => {
      const [{ brokers }, topics] = await Promise.all([client.describeCluster(), client.listTopics()]);
      const there = declared.filter(({ name }) => topics.includes(name));
      return {
        brokers: brokers.map(({ host, port }) => `${host}:${port}`),
        missing: declared.filter((topic) => !there.includes(topic)).map(({ name }) => name),
        differences: await topicDifferences(client, there, replicas),
      };
    });
  } finally {
    admin.close();
  }
}
