import { flow } from '@callmesh/contracts';
import type { PublishedMessage } from '@callmesh/testing/faults';
import { Kafka, logLevel } from 'kafkajs';
import type pg from 'pg';

const topics = [...new Set(flow.map(({ topic }) => topic))];

/** What lies on the embedded log, partition by partition. */
export async function publishedEmbedded(client: pg.Client): Promise<PublishedMessage[]> {
  const { rows } = await client.query<PublishedMessage>(
    `select m.topic, m.partition, m.key, m.headers->>'ce_id' as "eventId" from bus.messages m
      where m.topic = any ($1) order by m.topic, m.partition, m.transaction_id, m.position`,
    [topics],
  );
  return rows;
}

/** What lies on Kafka, partition by partition, read by a client of its own that knows nothing of callmesh. */
export async function publishedOnKafka(brokers: string): Promise<PublishedMessage[]> {
  const kafka = new Kafka({ clientId: 'history', brokers: brokers.split(','), logLevel: logLevel.NOTHING, retry: { retries: 10 } });
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map<string, bigint>();
  for (const topic of topics) {
    for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) if (BigInt(high) > BigInt(low)) ends.set(`${topic} ${partition}`, BigInt(high));
  }
  await admin.disconnect();
  const found: (PublishedMessage & { readonly offset: bigint })[] = [];
  if (ends.size === 0) return [];
  const consumer = kafka.consumer({ groupId: `history-${process.pid}-${Date.now()}`, maxWaitTimeInMs: 200 });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const tooLate = setTimeout(() => reject(new Error(`the history could not be read from Kafka: ${[...ends.keys()].join(', ')} did not end`)), 60_000);
    consumer
      .run({
        autoCommit: false,
        eachMessage: async ({ topic, partition, message }) => {
          found.push({ topic, partition, key: message.key?.toString() ?? '', eventId: message.headers?.ce_id?.toString() ?? '', offset: BigInt(message.offset) });
          const place = `${topic} ${partition}`;
          if (BigInt(message.offset) + 1n >= (ends.get(place) ?? 0n)) ends.delete(place);
          if (ends.size === 0) {
            clearTimeout(tooLate);
            resolve();
          }
          await Promise.resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  // A rebalance of this reader may read on from where it was: each place once.
  const byPlace = new Map(found.map((message) => [`${message.topic} ${message.partition} ${message.offset}`, message]));
  return [...byPlace.values()].sort((a, b) => (a.offset < b.offset ? -1 : 1));
}
