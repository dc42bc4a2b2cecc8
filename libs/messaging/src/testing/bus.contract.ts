import { randomUUID } from 'node:crypto';
import type { Bus, BusMessage, Consumption, MessageBatch, ReceivedMessage, ReplayPoint } from '../bus.port.js';
import { textForm } from '../raw-message.js';

/** A real broker that an adapter connects to. */
export interface Broker {
  /** A new client of the same broker: what a restarted process would have. */
  connect(): Bus;
  stop(): Promise<void>;
}

const PATIENCE_MS = 30_000;

/** What every adapter of the bus must keep. */
export function busContract(start: () => Promise<Broker>): void {
  let broker: Broker;
  let bus: Bus;
  let topic: string;
  const clients: Bus[] = [];

  const connect = (): Bus => {
    const client = broker.connect();
    clients.push(client);
    return client;
  };
  const message = (key: string, text: string, headers: Record<string, string> = {}): BusMessage => ({ topic, key, value: Buffer.from(text), headers });
  const textsByKey = (messages: readonly ReceivedMessage[]): Record<string, string[]> => {
    const byKey: Record<string, string[]> = {};
    for (const m of messages) (byKey[m.key] ??= []).push(m.value.toString());
    return byKey;
  };
  const collect = async (client: Bus, group: string, into: ReceivedMessage[], onBatch?: (batch: MessageBatch) => Promise<void>): Promise<Consumption> =>
    client.consume({
      group,
      topics: [topic],
      onBatch: async (batch) => {
        await onBatch?.(batch);
        into.push(...batch.messages);
      },
    });

  beforeAll(async () => {
    broker = await start();
  }, 120_000);
  afterAll(() => broker?.stop());
  beforeEach(async () => {
    topic = `contract-${randomUUID()}`;
    bus = connect();
    await bus.ensureTopics([topic]);
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
  });

  it('keeps the order of each key, over several publishes', async () => {
    const got: ReceivedMessage[] = [];
    for (let round = 0; round < 5; round += 1) await bus.publish(Array.from({ length: 40 }, (_, i) => message(`k${i % 7}`, `${round}-${i}`)));
    await collect(bus, 'order', got);
    await until(() => got.length === 200);
    for (const [key, texts] of Object.entries(textsByKey(got))) {
      const expected = Array.from({ length: 200 }, (_, n) => [Math.floor(n / 40), n % 40] as const);
      expect(texts).toEqual(expected.filter(([, i]) => `k${i % 7}` === key).map(([round, i]) => `${round}-${i}`));
    }
  });

  it('carries bytes and headers unchanged, and says when', async () => {
    const got: ReceivedMessage[] = [];
    const value = Buffer.from([0, 0, 0, 0, 7, 255, 254, 0, 128, 10]);
    const before = Date.now();
    await bus.publish([{ topic, key: 'ключ', value, headers: { ce_id: 'a', 'content-type': 'application/avro', ce_subject: 'naïve “text”' } }]);
    await collect(bus, 'bytes', got);
    await until(() => got.length === 1);
    expect(got[0]).toMatchObject({ topic, key: 'ключ', headers: { ce_id: 'a', 'content-type': 'application/avro', ce_subject: 'naïve “text”' } });
    expect(got[0]?.value.equals(value)).toBe(true);
    expect(Math.abs((got[0]?.timestamp ?? 0) - before)).toBeLessThan(10_000);
  });

  it('delivers to a consumer that was there first', async () => {
    const got: ReceivedMessage[] = [];
    await collect(bus, 'live', got);
    await bus.publish([message('k', 'one')]);
    await until(() => got.length === 1);
    await bus.publish([message('k', 'two')]);
    await until(() => got.length === 2);
    expect(got.map((m) => m.value.toString())).toEqual(['one', 'two']);
  });

  it('delivers a rejected batch again, and what follows only after it', async () => {
    const got: ReceivedMessage[] = [];
    let rejections = 0;
    await bus.publish([message('k', '1'), message('k', '2')]);
    await collect(bus, 'redelivery', got, async () => {
      await Promise.resolve();
      if (rejections++ < 2) throw new Error('rejected on purpose');
      await bus.publish(rejections === 3 ? [message('k', '3')] : []);
    });
    await until(() => got.length === 3);
    expect(got.map((m) => m.value.toString())).toEqual(['1', '2', '3']);
    expect(rejections).toBeGreaterThanOrEqual(3);
  });

  it('gives every group all messages', async () => {
    const first: ReceivedMessage[] = [];
    const second: ReceivedMessage[] = [];
    await bus.publish([message('a', '1'), message('b', '2')]);
    await collect(bus, 'group-one', first);
    await collect(bus, 'group-two', second);
    await until(() => first.length === 2 && second.length === 2);
  });

  it('shares the partitions among the members of a group', async () => {
    const one: ReceivedMessage[] = [];
    const two: ReceivedMessage[] = [];
    const group = `shared-${randomUUID()}`;
    await collect(bus, group, one);
    await collect(connect(), group, two);
    await until(async () => {
      await bus.publish(Array.from({ length: 30 }, (_, i) => message(`key-${i}`, 'x')));
      return one.length > 0 && two.length > 0;
    }, 200);
    one.length = 0;
    two.length = 0;
    const mark = randomUUID();
    await bus.publish(Array.from({ length: 60 }, (_, i) => message(`key-${i % 30}`, `${mark}-${i}`)));
    const marked = (list: ReceivedMessage[]) => list.filter((m) => m.value.toString().startsWith(mark));
    await until(() => marked(one).length + marked(two).length === 60);
    const keysOf = (list: ReceivedMessage[]) => new Set(marked(list).map((m) => m.key));
    expect([...keysOf(one)].filter((key) => keysOf(two).has(key))).toEqual([]);
    expect(keysOf(two).size).toBeGreaterThan(0);
  });

  it('gives a stopped member’s partitions to the others', async () => {
    const one: ReceivedMessage[] = [];
    const two: ReceivedMessage[] = [];
    const group = `takeover-${randomUUID()}`;
    const leaving = await collect(bus, group, one);
    await collect(connect(), group, two);
    await leaving.stop();
    await bus.publish(Array.from({ length: 30 }, (_, i) => message(`key-${i}`, 'x')));
    await until(() => two.length === 30);
  });

  it('goes on after a restart where it had committed', async () => {
    const before: ReceivedMessage[] = [];
    const after: ReceivedMessage[] = [];
    const group = `restart-${randomUUID()}`;
    await bus.publish([message('k', '1'), message('k', '2')]);
    const consumption = await collect(bus, group, before);
    await until(() => before.length === 2);
    await consumption.stop();
    await bus.close();
    const next = connect();
    await next.publish([message('k', '3')]);
    await collect(next, group, after);
    await until(() => after.length > 0);
    expect(after.map((m) => m.value.toString())).toEqual(['3']);
  });

  it('replays from the beginning after a rewind', async () => {
    const first: ReceivedMessage[] = [];
    const again: ReceivedMessage[] = [];
    const group = `rewind-${randomUUID()}`;
    await bus.publish([message('k', '1'), message('k', '2'), message('j', '3')]);
    const consumption = await collect(bus, group, first);
    await until(() => first.length === 3);
    await consumption.stop();
    await bus.rewind(group, [topic]);
    await collect(bus, group, again);
    await until(() => again.length === 3);
    expect(textsByKey(again)).toEqual(textsByKey(first));
  });

  it('replays from a time or from one message on, and knows whether a group reads', async () => {
    const first: ReceivedMessage[] = [];
    const group = `replay-${randomUUID()}`;
    await bus.publish([message('k', '1'), message('k', '2'), message('j', 'old')]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await bus.publish([message('k', '3'), message('k', '4')]);
    expect(await bus.isRunning(group)).toBe(false);
    const consumption = await collect(bus, group, first);
    await until(() => first.length === 5);
    expect(await bus.isRunning(group)).toBe(true);
    await consumption.stop();
    await until(async () => !(await bus.isRunning(group)));
    const replayed = async (to: ReplayPoint): Promise<string[]> => {
      const again: ReceivedMessage[] = [];
      const own = `replay-${randomUUID()}`;
      await bus.rewind(own, [topic], to);
      await collect(bus, own, again);
      await until(() => again.some((m) => m.value.toString() === '4'));
      return again.map((m) => m.value.toString()).filter((text) => text !== 'old');
    };
    const third = first.find((m) => m.value.toString() === '3');
    const second = first.find((m) => m.value.toString() === '2');
    expect(await Promise.all([replayed({ time: third?.timestamp ?? 0 }), replayed({ places: second ? [second] : [] })])).toEqual([['3', '4'], ['2', '3', '4']]);
    await bus.rewind(group, [topic], { time: Date.now() + 3_600_000 });
    expect(await bus.lag(group, [topic])).toEqual({ [topic]: 0 });
    await expect(bus.rewind(group, [topic], { places: [{ topic, partition: 0, position: 'x' }] })).rejects.toMatchObject({ code: 'BUS.POSITION_INVALID' });
    expect(await bus.deletedUntil([topic])).toEqual({ [topic]: null });
  });

  it('carries what is no text byte for byte: headers, key, a value that is absent', async () => {
    const got: ReceivedMessage[] = [];
    const binary = Buffer.from([0xff, 0xfe, 0, 0x41]);
    const headers = [['ce_id', Buffer.from('a')], ['blob', binary], ['twice', Buffer.from('1')], ['twice', Buffer.from('2')], ['nul', Buffer.from('a\0b')]] as const;
    const raw = { key: Buffer.from([0xc3, 0x28, 0]), value: null, headers };
    await bus.publish([{ topic, ...textForm(raw) }]);
    await collect(bus, `raw-${randomUUID()}`, got);
    await until(() => got.length === 1);
    expect(got[0]?.raw).toEqual(raw);
    expect(got[0]?.headers).toMatchObject({ ce_id: 'a', twice: '2', nul: 'a\uFFFDb' });
    expect(got[0]?.value).toHaveLength(0);
  });

  it('counts what a group has not committed', async () => {
    const got: ReceivedMessage[] = [];
    const group = `lag-${randomUUID()}`;
    await bus.publish([message('a', '1'), message('b', '2'), message('c', '3')]);
    // At least once: where an acknowledgement is lost, the broker holds a message twice.
    expect((await bus.lag(group, [topic]))[topic]).toBeGreaterThanOrEqual(3);
    await collect(bus, group, got);
    await until(async () => (await bus.lag(group, [topic]))[topic] === 0);
    const before = got.length;
    expect(before).toBeGreaterThanOrEqual(3);
    await bus.publish([message('a', '4')]);
    await until(() => got.length > before);
    await until(async () => (await bus.lag(group, [topic]))[topic] === 0);
  });

  it('ends a stop only when the batch in hand is done and committed', async () => {
    const got: ReceivedMessage[] = [];
    const group = `stop-${randomUUID()}`;
    let entered = false;
    await bus.publish([message('k', '1')]);
    const consumption = await collect(bus, group, got, async () => {
      entered = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    await until(() => entered);
    await consumption.stop();
    expect(got).toHaveLength(1);
    expect(await bus.lag(group, [topic])).toEqual({ [topic]: 0 });
  });
}

async function until(condition: () => boolean | Promise<boolean>, everyMs = 20): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('what the test waits for did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
