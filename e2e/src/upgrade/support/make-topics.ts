import { flow } from '@callmesh/contracts';
import { Kafka, logLevel } from 'kafkajs';

const MONTH_MS = 30 * 86_400_000;

/** Makes the topics before any service starts, as operators do where services may not: builds do not agree on who makes them, and how fast. */
export async function makeTopics(brokers: string): Promise<void> {
  const admin = new Kafka({ clientId: 'operator', brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  const names = [...new Set(flow.map(({ topic }) => topic))].flatMap((topic) => [topic, `${topic}.dlq`]);
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: names.map((topic) => ({ topic, numPartitions: 4, configEntries: [{ name: 'retention.ms', value: String(MONTH_MS) }] })) });
  await admin.disconnect();
}
