import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaMissing, startKafka, type TestKafka } from '@callmesh/testing';
import { Kafka } from 'kafkajs';
import type { Bus } from '../bus.port.js';
import { until } from '../testing/consumer-harness.js';
import { createKafkaBus } from './kafka-bus.adapter.js';

const missing = kafkaMissing();
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;
/** Session and rebalance, one after the other at worst, and what a slow machine adds. */
const MOVED_WITHIN_MS = 20_000;
/** The rebalance alone: who is anew does not wait for the session of who is gone. */
const SUCCEEDED_WITHIN_MS = 14_000;
const STALL_MS = 7_000;

/** A member of this build, in a process of its own. */
const MEMBER = `
  const { createKafkaBus } = await import('@callmesh/messaging');
  const { BROKERS, GROUP, TOPIC } = process.env;
  await createKafkaBus({ brokers: [BROKERS] }).consume({ group: GROUP, topics: [TOPIC], onBatch: () => Promise.resolve() });
  process.send('joined');
`;

tier(`members of a group on Kafka${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let kafka: TestKafka;
  let bus: Bus;
  let topic: string;
  let group: string;
  const errors: string[] = [];
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    if (missing === undefined) kafka = await startKafka();
  }, 240_000);
  afterAll(() => kafka?.close(), 60_000);
  beforeEach(async () => {
    topic = `members-${randomUUID()}`;
    group = `members-${randomUUID()}`;
    errors.length = 0;
    bus = createKafkaBus({ brokers: [kafka.brokers], onError: (error, where) => errors.push(`${where}: ${error instanceof Error ? error.message : String(error)}`) });
    await bus.ensureTopics([topic]);
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await bus.close();
  }, 60_000);

  const join = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', MEMBER], { cwd: process.cwd(), env: { ...process.env, NODE_OPTIONS: '', BROKERS: kafka.brokers, GROUP: group, TOPIC: topic }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    children.push(child);
    await once(child, 'message');
    return child;
  };
  const consume = async (): Promise<Set<string>> => {
    const got = new Set<string>();
    await bus.consume({
      group,
      topics: [topic],
      onBatch: ({ messages }) => {
        for (const { value } of messages) got.add(value.toString());
        return Promise.resolve();
      },
    });
    return got;
  };
  const publish = (text: string): Promise<void> => bus.publish(Array.from({ length: 12 }, (_, n) => ({ topic, key: `key-${n}`, value: Buffer.from(`${text}-${n}`), headers: {} })));

  it('a killed one loses its partitions to the others in seconds', async () => {
    const killed = await join();
    const got = await consume();
    killed.kill('SIGKILL');
    const since = Date.now();
    await publish('after');
    await until(() => got.size === 12);
    process.stderr.write(`partitions of a killed member moved after ${Date.now() - since} ms\n`);
    expect(Date.now() - since).toBeLessThan(MOVED_WITHIN_MS);
  }, 120_000);

  it('the one that comes instead of a killed one has its partitions in seconds', async () => {
    const killed = await join();
    killed.kill('SIGKILL');
    const since = Date.now();
    await publish('after');
    const got = await consume();
    await until(() => got.size === 12);
    process.stderr.write(`the successor of a killed member had its partitions after ${Date.now() - since} ms\n`);
    expect(Date.now() - since).toBeLessThan(SUCCEEDED_WITHIN_MS);
  }, 120_000);

  it('a broker that stalls for 7 s does not set them against each other', async () => {
    const got = await consume();
    await join();
    await publish('before');
    const { admin, members } = await membersOf();
    try {
      const before = await members();
      kafka.stop();
      await sleep(STALL_MS);
      kafka.cont();
      await publish('after').catch(() => publish('after'));
      await until(async () => Object.values(await bus.lag(group, [topic])).every((lag) => lag === 0));
      // Either nobody was lost, or everybody is back after one more gathering; from then on the group stays as it is.
      let settled = await members();
      await until(async () => {
        const last = settled;
        await sleep(3_000);
        settled = await members();
        return settled.length === 2 && settled.join() === last.join();
      });
      await sleep(5_000);
      expect(await members()).toEqual(settled);
      process.stderr.write(`after a stall of 7 s: ${settled.join() === before.join() ? 'the same members' : 'members anew'}, ${errors.filter((error) => error.includes('replaced')).length} replaced\n`);
      expect([...got].every((text) => /^(before|after)-/.test(text))).toBe(true);
    } finally {
      await admin.disconnect();
    }
  }, 180_000);

  const membersOf = async () => {
    const admin = new Kafka({ brokers: [kafka.brokers], logLevel: 0 }).admin();
    await admin.connect();
    const members = async (): Promise<string[]> => {
      const { groups } = await admin.describeGroups([group]);
      return groups.flatMap((one) => (one.state === 'Stable' ? one.members.map(({ memberId }) => memberId) : [])).sort();
    };
    return { admin, members };
  };
});
