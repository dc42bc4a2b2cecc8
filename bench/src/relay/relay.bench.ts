import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundledRegistry } from '@callmesh/contracts';
import { createKafkaBus, startRelay, type Bus, type BusMessage } from '@callmesh/messaging';
import { createTestCipher } from '@callmesh/testing';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { median } from '../append/measure.js';
import type { Bench } from '../bench.js';
import { applied } from '../kafka/applied.js';
import { startSurroundings, type Surroundings } from '../kafka/surroundings.js';

const EVENTS = 40_000;
const CONVERSATIONS = 2_000;
const ROUNDS = 5;
const TARGET = 0.8;

/** Publishing a service's events beside kafkajs alone with the same batches. */
export const relayBench: Bench = {
  about: `relay to Kafka against kafkajs alone with the same batches, ${EVENTS} events, median of ${ROUNDS} alternating runs`,
  async run(progress) {
    const surroundings = await startSurroundings();
    const bus = createKafkaBus({ brokers: [surroundings.kafka.brokers] });
    const raw = rawProducer(surroundings.kafka.brokers);
    try {
      await bus.ensureTopics(['actions']);
      await append(surroundings);
      progress(`${EVENTS} events are in the store`);
      const batches = (await relayOnce(surroundings, bus)).batches;
      await raw.send(batches);
      const runs = { relay: [] as number[], raw: [] as number[] };
      for (let round = 0; round < ROUNDS; round += 1) {
        const contenders = [async () => runs.relay.push((await relayOnce(surroundings, bus)).perSecond), async () => runs.raw.push(await raw.send(batches))];
        for (const run of round % 2 === 0 ? contenders : contenders.reverse()) await run();
        progress(`relay ${runs.relay.at(-1)} events/s, kafkajs alone ${runs.raw.at(-1)}`);
      }
      const relay = median(runs.relay);
      const alone = median(runs.raw);
      const ratio = Math.round((relay / alone) * 100) / 100;
      const met = ratio >= TARGET;
      return { figures: { bench: 'relay', target: TARGET, met, events: EVENTS, rounds: ROUNDS, relay, raw: alone, ratio, runs }, text: `relay ${relay} events/s, kafkajs alone ${alone}: ratio ${ratio.toFixed(2)} (target ${TARGET})`, met };
    } finally {
      await raw.close();
      await bus.close();
      await surroundings.close();
    }
  },
};

async function append({ service }: Surroundings): Promise<void> {
  const conversations = Array.from({ length: CONVERSATIONS }, () => randomUUID());
  for (let from = 0; from < EVENTS; from += 100) {
    const conversationId = conversations[(from / 100) % CONVERSATIONS] ?? '';
    await service.db.transaction('acme', (tx) =>
      service.store.append(tx, `action-${randomUUID()}`, 0, Array.from({ length: 100 }, () => applied(conversationId)), { conversationId, causationId: null, time: '2026-03-02T10:15:30.000Z' }),
    );
  }
}

/** From the first event to the last, by a relay that has published nothing yet. */
async function relayOnce({ service }: Surroundings, bus: Bus): Promise<{ perSecond: number; batches: BusMessage[][] }> {
  await service.db.workerQuery('delete from relay_checkpoints');
  const batches: BusMessage[][] = [];
  let published = 0;
  const observed: Bus = Object.assign(Object.create(bus) as Bus, {
    publish: async (messages: BusMessage[]) => {
      await bus.publish(messages);
      batches.push(messages);
      published += messages.length;
    },
  });
  const began = performance.now();
  const relay = startRelay({ service: 'human-review', db: service.db, bus: observed, registry: bundledRegistry(), cipher: createTestCipher(), onError: (error) => process.stderr.write(`${String(error)}\n`) });
  while (published < EVENTS) await sleep(2);
  const perSecond = Math.round(EVENTS / ((performance.now() - began) / 1_000));
  await relay.stop();
  return { perSecond, batches };
}

function rawProducer(brokers: string): { send(batches: readonly BusMessage[][]): Promise<number>; close(): Promise<void> } {
  const producer = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const connected = producer.connect();
  return {
    async send(batches) {
      await connected;
      const began = performance.now();
      for (const messages of batches) {
        await producer.sendBatch({ acks: -1, topicMessages: [{ topic: 'actions', messages: messages.map(({ key, value, headers }) => ({ key, value, headers })) }] });
      }
      return Math.round(EVENTS / ((performance.now() - began) / 1_000));
    },
    close: () => producer.disconnect(),
  };
}
