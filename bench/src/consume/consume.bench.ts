import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundledRegistry, encodeEvent, frame, toHeaders } from '@callmesh/contracts';
import { CallmeshServer, createKafkaBus, type Bus, type BusMessage } from '@callmesh/messaging';
import { Kafka, logLevel } from 'kafkajs';
import { median } from '../append/measure.js';
import type { Bench } from '../bench.js';
import { applied } from '../kafka/applied.js';
import { startSurroundings, type Surroundings } from '../kafka/surroundings.js';

const MESSAGES = 20_000;
const CONVERSATIONS = 2_000;
const ROUNDS = 3;
const TARGET = 0.5;

/** Consuming with decoding, the inbox in Postgres and a reaction that does nothing, beside kafkajs alone. */
export const consumeBench: Bench = {
  about: `consumption with inbox against kafkajs alone, ${MESSAGES} messages, median of ${ROUNDS} alternating runs`,
  async run(progress) {
    const surroundings = await startSurroundings();
    const { brokers } = surroundings.kafka;
    const bus = createKafkaBus({ brokers: [brokers] });
    try {
      await fill(bus);
      progress(`${MESSAGES} messages are in the topic`);
      await consumeOnce(surroundings, bus);
      await rawOnce(brokers);
      const runs = { inbox: [] as number[], raw: [] as number[] };
      for (let round = 0; round < ROUNDS; round += 1) {
        const contenders = [async () => runs.inbox.push(await consumeOnce(surroundings, bus)), async () => runs.raw.push(await rawOnce(brokers))];
        for (const run of round % 2 === 0 ? contenders : contenders.reverse()) await run();
        progress(`with inbox ${runs.inbox.at(-1)} messages/s, kafkajs alone ${runs.raw.at(-1)}`);
      }
      const inbox = median(runs.inbox);
      const raw = median(runs.raw);
      const ratio = Math.round((inbox / raw) * 100) / 100;
      const met = ratio >= TARGET;
      return { figures: { bench: 'consume', target: TARGET, met, messages: MESSAGES, rounds: ROUNDS, inbox, raw, ratio, runs }, text: `with inbox ${inbox} messages/s, kafkajs alone ${raw}: ratio ${ratio.toFixed(2)} (target ${TARGET})`, met };
    } finally {
      await bus.close();
      await surroundings.close();
    }
  },
};

async function fill(bus: Bus): Promise<void> {
  await bus.ensureTopics(['actions']);
  const conversations = Array.from({ length: CONVERSATIONS }, () => randomUUID());
  const schemaId = await bundledRegistry().idOf('action.applied.v1');
  for (let from = 0; from < MESSAGES; from += 1_000) {
    await bus.publish(Array.from({ length: 1_000 }, (_, i): BusMessage => {
      const conversationId = conversations[(from + i) % CONVERSATIONS] ?? '';
      const { type, data } = applied(conversationId);
      const id = randomUUID();
      const { body, schemaSha256 } = encodeEvent(type, data);
      const metadata = { id, source: '/callmesh/human-review', time: '2026-03-02T10:15:30.000Z', conversationId, causationId: id, tenantId: 'acme', factId: id, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
      return { topic: 'actions', key: conversationId, value: frame(schemaId, body), headers: toHeaders({ type, metadata, schemaSha256 }) };
    }));
  }
}

/** From the first message that is handed over to the last that is committed, as a group that has read nothing yet. */
async function consumeOnce({ service }: Surroundings, bus: Bus): Promise<number> {
  let handled = 0;
  let began = 0;
  const server = new CallmeshServer({
    service: 'human-review',
    group: `bench-${randomUUID()}`,
    ...{ db: service.db, bus, registry: bundledRegistry() },
    onError: (error) => process.stderr.write(`${String(error)}\n`),
  });
  server.addHandler('action.applied.v1', () => {
    began ||= performance.now();
    handled += 1;
    return Promise.resolve();
  }, true);
  await new Promise<void>((resolve, reject) => void server.listen((error) => (error ? reject(error instanceof Error ? error : new Error(String(error))) : resolve())));
  while (handled < MESSAGES) await sleep(2);
  const perSecond = Math.round(MESSAGES / ((performance.now() - began) / 1_000));
  await server.close();
  return perSecond;
}

/** kafkajs as its documentation has it, with the commit after each batch. */
async function rawOnce(brokers: string): Promise<number> {
  const consumer = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).consumer({ groupId: `raw-${randomUUID()}`, maxWaitTimeInMs: 250 });
  await consumer.connect();
  await consumer.subscribe({ topics: ['actions'], fromBeginning: true });
  let seen = 0;
  let began = 0;
  await consumer.run({
    partitionsConsumedConcurrently: 3,
    eachBatch: ({ batch }) => {
      began ||= performance.now();
      seen += batch.messages.length;
      return Promise.resolve();
    },
  });
  while (seen < MESSAGES) await sleep(2);
  const perSecond = Math.round(MESSAGES / ((performance.now() - began) / 1_000));
  await consumer.disconnect();
  return perSecond;
}
