import { setTimeout as sleep } from 'node:timers/promises';
import { heardBy, topicOf, type ServiceName } from '@callmesh/contracts';
import { Kafka, logLevel } from 'kafkajs';
import { services } from './stores.js';

const client = (brokers: string): Kafka => new Kafka({ clientId: 'storm', brokers: brokers.split(','), logLevel: logLevel.NOTHING, retry: { retries: 10 } });
const topicsOf = (service: ServiceName): string[] => [...new Set(heardBy(service).map(topicOf))];

/** Joins and leaves groups in turn, every two seconds; what it is given it holds, and never commits. */
export async function stormOf(brokers: string, groups: readonly ServiceName[], ms: number): Promise<void> {
  for (const until = Date.now() + ms; Date.now() < until; ) {
    const members = await Promise.all(
      groups.map(async (group) => {
        const member = client(brokers).consumer({ groupId: group, sessionTimeout: 10_000, allowAutoTopicCreation: false });
        await member.connect();
        await member.subscribe({ topics: topicsOf(group) });
        await member.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: () => Promise.resolve() });
        return member;
      }),
    );
    await sleep(2_000);
    await Promise.all(members.map((member) => member.disconnect()));
    await sleep(2_000);
  }
}

/** Sets every service's group, which must have no member, to the beginning of its topics. */
export async function resetToEarliest(brokers: string): Promise<void> {
  const admin = client(brokers).admin();
  await admin.connect();
  try {
    for (const group of services) {
      for (const topic of topicsOf(group)) await admin.resetOffsets({ groupId: group, topic, earliest: true });
    }
  } finally {
    await admin.disconnect();
  }
}

/** Deletes a topic with all its messages, and creates it as it was. */
export async function recreateTopic(brokers: string, topic: string): Promise<void> {
  const admin = client(brokers).admin();
  await admin.connect();
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    await admin.deleteTopics({ topics: [topic] });
    // The broker forgets a topic a little later than it answers.
    for (let tries = 0; ; tries += 1) {
      try {
        await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: topics[0]?.partitions.length ?? 1, configEntries: [{ name: 'retention.ms', value: String(30 * 86_400_000) }] }] });
        return;
      } catch (error) {
        if (tries > 50) throw error;
        await sleep(200);
      }
    }
  } finally {
    await admin.disconnect();
  }
}
