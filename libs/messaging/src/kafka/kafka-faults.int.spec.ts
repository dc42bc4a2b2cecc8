import { randomUUID } from 'node:crypto';
import { kafkaMissing, sharedKafka, startKafka } from '@callmesh/testing';
import { startTcpProxy, type TcpProxy } from '@callmesh/testing/faults';
import type { Bus, BusMessage, ReceivedMessage } from '../bus.port.js';
import { partitionOf } from '../embedded/murmur2.js';
import { until } from '../testing/consumer-harness.js';
import { createKafkaBus, type KafkaBusOptions } from './kafka-bus.adapter.js';

const missing = kafkaMissing();
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;
const PARTITIONS = 3;

/** Two keys that share a partition. */
const [slow, quick] = ((): [string, string] => {
  const keys = Array.from({ length: 20 }, (_, i) => `key-${i}`).filter((key) => partitionOf(key, PARTITIONS) === 0);
  return [keys[0] ?? '', keys[1] ?? ''];
})();

tier(`Kafka under faults${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const buses: Bus[] = [];
  /** Lets handlers go that a red test would leave waiting. */
  const open: (() => void)[] = [];
  let topic: string;
  let group: string;
  let errors: string[];

  const connect = (brokers: string, options: Partial<KafkaBusOptions> = {}): Bus => {
    const bus = createKafkaBus({ brokers: [brokers], onError: (error, where) => errors.push(`${where}: ${error instanceof Error ? error.message : String(error)}`), ...options });
    buses.push(bus);
    return bus;
  };
  const message = (key: string, text: string): BusMessage => ({ topic, key, value: Buffer.from(text), headers: {} });
  const texts = (messages: readonly ReceivedMessage[]): string[] => messages.map(({ value }) => value.toString());

  beforeEach(() => {
    topic = `faults-${randomUUID()}`;
    group = `faults-${randomUUID()}`;
    errors = [];
  });
  afterEach(async () => {
    for (const release of open.splice(0)) release();
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
  });

  it('lets other keys of a partition go on while one is slow, and brings everything from the slow one on again when the process dies', async () => {
    const bus = connect(await sharedKafka());
    await bus.ensureTopics([topic]);
    const got: string[] = [];
    let isHeld = false;
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    open.push(() => letGo());
    const first = await bus.consume({
      group,
      topics: [topic],
      onBatch: async ({ messages }) => {
        if (messages.some(({ key }) => key === slow)) {
          isHeld = true;
          await held;
        }
        got.push(...texts(messages));
      },
    });
    await bus.publish([message(slow, 's1')]);
    await until(() => isHeld);
    await bus.publish([message(quick, 'q1'), message(slow, 's2')]);
    for (const text of ['q2', 'q3']) await bus.publish([message(quick, text)]);
    await until(() => got.includes('q3'));
    expect(got).toEqual(['q1', 'q2', 'q3']);
    // The slow one is the lowest that is not done: nothing behind it is committed.
    expect(await bus.lag(group, [topic])).toEqual({ [topic]: 5 });
    letGo();
    await until(() => got.length === 5);
    expect(got.slice(3)).toEqual(['s1', 's2']);
    await first.stop();
    expect(await bus.lag(group, [topic])).toEqual({ [topic]: 0 });
  });

  it('says that it is stuck when a handler never comes back, and not while handlers fail', async () => {
    const brokers = await sharedKafka();
    const said: string[] = [];
    const failing = connect(brokers, { stuckAfterMs: 2_000, onStuck: (why) => said.push(why) });
    await failing.ensureTopics([topic]);
    await failing.publish([message(slow, '1')]);
    let tries = 0;
    const rejecting = await failing.consume({
      group: `${group}-failing`,
      topics: [topic],
      onBatch: () => {
        tries += 1;
        return Promise.reject(new Error('rejected on purpose'));
      },
    });
    const hanging = connect(brokers, { stuckAfterMs: 1_000, onStuck: (why) => said.push(why) });
    let release: () => void = () => undefined;
    const never = new Promise<void>((resolve) => {
      release = resolve;
    });
    open.push(() => release());
    const consumption = await hanging.consume({ group, topics: [topic], onBatch: () => never });
    await until(() => said.length > 0);
    expect(said).toEqual([`group ${group}, ${topic}/0: 1 message(s) wait and nothing has moved for 1 s`]);
    expect(tries).toBeGreaterThan(1);
    release();
    await Promise.all([consumption.stop(), rejecting.stop()]);
  });

  it('cuts off connections that have gone silent, and loses, doubles in order and wedges nothing', async () => {
    const proxies: TcpProxy[] = [];
    const kafka = await startKafka({
      version: '4.1.1',
      advertise: async (port) => {
        proxies.push(await startTcpProxy({ port }));
        return proxies[0]?.port ?? 0;
      },
    });
    try {
      const bus = connect(kafka.brokers, { requestTimeoutMs: 700 });
      await bus.ensureTopics([topic]);
      const got: string[] = [];
      await bus.consume({
        group,
        topics: [topic],
        onBatch: ({ messages }) => {
          got.push(...texts(messages));
          return Promise.resolve();
        },
      });
      await bus.publish([message(slow, '0')]);
      await until(() => got.length === 1);
      // What is open now stays open, and swallows everything.
      proxies[0]?.become({ halfOpen: true });
      const published = bus.publish([message(slow, '1')]).catch(() => bus.publish([message(slow, '1')]));
      await until(() => errors.some((error) => error.includes('replaced')));
      proxies[0]?.become({});
      await published;
      await bus.publish([message(slow, '2')]);
      await until(() => got.includes('2'));
      expect([...new Set(got)]).toEqual(['0', '1', '2']);
      await until(async () => (await bus.lag(group, [topic]))[topic] === 0);
    } finally {
      await Promise.all(buses.splice(0).map((bus) => bus.close()));
      await kafka.close();
      await Promise.all(proxies.map((proxy) => proxy.close()));
    }
  });

  it('refuses a topic on which events could be lost, and tells of one that is only different', async () => {
    const brokers = await sharedKafka();
    const like = (name: string, partitions: number, days: number) => ({ name, partitions, retentionMs: days * 86_400_000, cleanupPolicy: 'delete' as const });
    await connect(brokers, { declare: (name) => like(name, 2, 1) }).ensureTopics([topic]);
    const warnings: string[] = [];
    const other = connect(brokers, { declare: (name) => like(name, 4, 1), onWarning: (warning) => warnings.push(warning) });
    await other.ensureTopics([topic]);
    expect(warnings).toEqual([expect.stringContaining(`topic ${topic} has 2 partition(s) and not 4`)]);
    const longer = connect(brokers, { declare: (name) => like(name, 2, 30) });
    await expect(longer.ensureTopics([topic])).rejects.toMatchObject({ code: 'BROKER.TOPIC_UNSAFE', message: expect.stringMatching(/retention\.ms=2592000000/) as string });
  });
});
