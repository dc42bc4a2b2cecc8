import type { TopicPartitionOffset } from 'kafkajs';
import type { KafkaConnection } from './kafka-connection.js';

const JOINED_MS = 30_000;

/**
 * Commits offsets for a group that nobody is in: joins it for a moment, because only a member may. kafkajs' own way takes five seconds a topic.
 */
export async function setOffsets(connection: KafkaConnection, group: string, offsets: readonly TopicPartitionOffset[]): Promise<void> {
  const consumer = connection.kafka.consumer({ groupId: group, maxWaitTimeInMs: 50, retry: { retries: 2, restartOnFailure: () => Promise.resolve(false) } });
  let timer: NodeJS.Timeout | undefined;
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...new Set(offsets.map(({ topic }) => topic))], fromBeginning: true });
    const joined = new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.GROUP_JOIN, () => resolve());
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      timer = setTimeout(() => reject(new Error(`group ${group} could not be joined to set its offsets`)), JOINED_MS);
    });
    await Promise.all([joined, consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: () => Promise.resolve() })]);
    await consumer.commitOffsets([...offsets]);
    await consumer.disconnect();
  } finally {
    clearTimeout(timer);
    connection.cut();
  }
}
