import { Kafka, logLevel, type Message } from 'kafkajs';

/** A message as it lies on a broker, with whatever its envelope says. */
export interface TopicMessage {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const kafkaAt = (brokers: string): Kafka => new Kafka({ clientId: 'who-looks-on', brokers: brokers.split(','), logLevel: logLevel.NOTHING, retry: { retries: 10 } });

/** Everything that lies on the broker, dead letters and what is written for outsiders included; compressed batches are opened. */
export async function everyMessage(brokers: string): Promise<TopicMessage[]> {
  const kafka = kafkaAt(brokers);
  const admin = kafka.admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => !topic.startsWith('__'));
  const unread = new Map<string, bigint>();
  for (const topic of topics) {
    for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) if (BigInt(high) > BigInt(low)) unread.set(`${topic} ${partition}`, BigInt(high));
  }
  await admin.disconnect();
  const found = new Map<string, TopicMessage>();
  if (unread.size === 0) return [];
  const consumer = kafka.consumer({ groupId: `who-looks-on-${process.pid}-${Date.now()}`, maxWaitTimeInMs: 200 });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const tooLate = setTimeout(() => reject(new Error(`${[...unread.keys()].join(', ')} could not be read to the end`)), 60_000);
    const eachMessage = ({ topic, partition, message }: { topic: string; partition: number; message: Message & { offset: string } }): Promise<void> => {
      const headers = Object.fromEntries(Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]));
      found.set(`${topic} ${partition} ${message.offset}`, { topic, partition, key: message.key?.toString() ?? '', value: Buffer.from(message.value ?? ''), headers });
      if (BigInt(message.offset) + 1n >= (unread.get(`${topic} ${partition}`) ?? 0n)) unread.delete(`${topic} ${partition}`);
      if (unread.size === 0) {
        clearTimeout(tooLate);
        resolve();
      }
      return Promise.resolve();
    };
    consumer.run({ autoCommit: false, eachMessage }).catch(reject);
  });
  await consumer.disconnect();
  return [...found.values()];
}

/** Sends messages as they are, each as a new event: what was under way somewhere comes late. */
export async function sendAgain(brokers: string, messages: readonly TopicMessage[], newId: () => string): Promise<void> {
  const producer = kafkaAt(brokers).producer();
  await producer.connect();
  for (const { topic, partition, key, value, headers } of messages) await producer.send({ topic, messages: [{ partition, key, value, headers: { ...headers, ce_id: newId() } }] });
  await producer.disconnect();
}

/** How far a group is behind on these topics. */
export async function behindOf(brokers: string, group: string, topics: readonly string[]): Promise<number> {
  const admin = kafkaAt(brokers).admin();
  await admin.connect();
  try {
    let behind = 0;
    for (const { topic, partitions } of await admin.fetchOffsets({ groupId: group, topics: [...topics] })) {
      const ends = await admin.fetchTopicOffsets(topic);
      for (const { partition, offset } of partitions) behind += Math.max(0, Number(ends.find((one) => one.partition === partition)?.high ?? 0) - Math.max(0, Number(offset)));
    }
    return behind;
  } finally {
    await admin.disconnect();
  }
}
