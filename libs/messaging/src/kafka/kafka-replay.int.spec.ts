import { kafkaMissing, kafkaVersions, sharedKafka } from '@callmesh/testing';
import { Kafka, logLevel } from 'kafkajs';
import { resetReactors } from '../testing/effect-reactors.js';
import { replayHarness, request, type ReplayHarness } from '../testing/replay-harness.js';
import { until } from '../testing/consumer-harness.js';
import { createKafkaBus } from './kafka-bus.adapter.js';

const missing = kafkaMissing();
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;
const version = kafkaVersions.at(-1);

tier(`replay on Kafka${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let harness: ReplayHarness;
  let brokers: string;

  /** What retention does to a topic: everything up to its end goes. */
  async function forget(): Promise<void> {
    const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const ends = await admin.fetchTopicOffsets('actions');
    await admin.deleteTopicRecords({ topic: 'actions', partitions: ends.map(({ partition, high }) => ({ partition, offset: high })) });
    await admin.disconnect();
  }

  beforeAll(async () => {
    if (missing || !version) throw new Error(missing);
    resetReactors();
    brokers = await sharedKafka(version);
    harness = await replayHarness(createKafkaBus({ brokers: [brokers] }));
  }, 120_000);
  afterAll(() => harness?.close());

  it('knows what a topic has deleted, and gets it from the service that owns it', async () => {
    await harness.append(0, 6);
    await forget();
    await harness.append(6, 3);
    await until(async () => (await harness.bus.deletedUntil(['actions'])).actions !== null);
    const deleted = (await harness.bus.deletedUntil(['actions'])).actions ?? 0;
    expect(Math.abs(Date.now() - deleted)).toBeLessThan(60_000);
    const expected = await harness.rows();
    await harness.service.db.transaction('acme', (tx) => tx.query('delete from effects'));
    await harness.ended(await harness.runner.ask(request(), ['effects']));
    expect(await harness.rows()).toEqual(expected);
  }, 120_000);
});
