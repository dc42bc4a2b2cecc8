import { randomUUID } from 'node:crypto';
import { bundledRegistry, decodeWith, fromHeaders, unframe, type CallQuarantinedV1 } from '@callmesh/contracts';
import { createTestCipher, createTestService, TEST_SECRET, type TestCipher, type TestService } from '@callmesh/testing';
import type { Bus, BusMessage } from '../bus.port.js';
import { createEmbeddedBus } from '../embedded/embedded-bus.adapter.js';
import { provisionBus } from '../embedded/provision-bus.js';
import { MessagingTables1764000000200 } from '../tables/messaging-tables.js';
import { until } from '../testing/consumer-harness.js';
import { startRelay, type Relay, type RelayOptions } from './relay.js';

describe('relay', () => {
  let service: TestService;
  let cipher: TestCipher;
  let bus: Bus;
  let published: BusMessage[];
  let refuse: Error | undefined;
  let errors: unknown[];
  const relays: Relay[] = [];

  const start = (more: Partial<RelayOptions> = {}): Relay => {
    // The real bus, with a look at what goes in and a fault on demand.
    const observed: Bus = Object.assign(Object.create(bus) as Bus, {
      publish: async (messages: readonly BusMessage[]) => {
        if (refuse) throw refuse;
        await bus.publish(messages);
        published.push(...messages);
      },
    });
    const relay = startRelay({ service: 'ingestion', db: service.db, bus: observed, registry: bundledRegistry(), cipher, onError: (error) => errors.push(error), ...more });
    relays.push(relay);
    return relay;
  };
  const append = async (conversationId: string, reason: string, version = 0, tenantId = 'acme'): Promise<void> => {
    const data: CallQuarantinedV1 = { conversationId, quarantineId: randomUUID(), connection: 'demo', code: 'AUDIO.UNREADABLE', reason, missing: [], fileName: null };
    await service.db.transaction(tenantId, (tx) =>
      service.store.append(tx, `call-${conversationId}`, version, [{ type: 'call.quarantined.v1', data }], { conversationId, causationId: null, time: '2025-03-03T10:00:00.000Z' }),
    );
  };
  const reasonIn = async (message: BusMessage): Promise<string> => {
    const { schemaId, body } = unframe(message.value);
    return decodeWith(await bundledRegistry().schemaOf(schemaId), 'call.quarantined.v1', body).reason;
  };

  beforeEach(async () => {
    published = [];
    errors = [];
    refuse = undefined;
    cipher = createTestCipher();
    service = await createTestService({ schema: 'ingestion', service: 'ingestion', migrations: [MessagingTables1764000000200], cipher });
    bus = createEmbeddedBus({ url: await provisionBus(service.adminUrl, TEST_SECRET) });
  });
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    await bus.close();
    await service.drop();
  });

  it('publishes every event once, opened, framed and in the order of its stream', async () => {
    const relay = start();
    service.store.onAppended(() => relay.wake());
    for (let version = 0; version < 5; version += 1) await append('c1', `reason ${version}`, version);
    await until(() => published.length === 5);
    expect(await Promise.all(published.map(reasonIn))).toEqual([0, 1, 2, 3, 4].map((n) => `reason ${n}`));
    expect(published[0]).toMatchObject({ topic: 'calls', key: 'c1' });
    expect(fromHeaders(published[0]?.headers ?? {}).metadata).toMatchObject({ conversationId: 'c1', tenantId: 'acme', source: '/callmesh/ingestion' });
    expect(await relay.lag()).toBe(0);
  });

  it('publishes within some milliseconds of the commit when it is woken', async () => {
    const relay = start();
    service.store.onAppended(() => relay.wake());
    await append('warm', 'x');
    await until(() => published.length === 1);
    const waits: number[] = [];
    for (let i = 0; i < 10; i += 1) {
      await append(`c${i}`, 'x');
      const committed = performance.now();
      await until(() => published.length === i + 2, 1);
      waits.push(performance.now() - committed);
    }
    waits.sort((a, b) => a - b);
    expect(waits[5]).toBeLessThan(150);
  });

  it('goes on after a restart where the broker had acknowledged', async () => {
    const first = start();
    await append('c1', 'one');
    await until(() => published.length === 1);
    await until(async () => (await first.lag()) === 0);
    await first.stop();
    await append('c1', 'two', 1);
    start();
    await until(() => published.length === 2);
    expect(await Promise.all(published.map(reasonIn))).toEqual(['one', 'two']);
  });

  it('keeps the order when the broker refuses for a while, and says that it fails', async () => {
    const relay = start();
    refuse = new Error('broker away');
    await append('c1', 'one');
    await append('c1', 'two', 1);
    relay.wake();
    await until(() => relay.health().state === 'failing');
    expect(relay.health().error).toBe('broker away');
    expect(await relay.lag()).toBe(2);
    refuse = undefined;
    relay.wake();
    await until(() => published.length === 2);
    expect(await Promise.all(published.map(reasonIn))).toEqual(['one', 'two']);
    await until(() => relay.health().state !== 'failing');
    expect(errors.length).toBeGreaterThan(0);
  });

  it('publishes [ERASED] where the conversation’s key is gone', async () => {
    await append('c1', 'the caller said something');
    cipher.erase('acme', 'c1');
    start();
    await until(() => published.length === 1);
    expect(await reasonIn(published[0] as BusMessage)).toBe('[ERASED]');
  });

  it('lets one process publish at a time; the next takes over', async () => {
    const first = start();
    await append('c1', 'one');
    await until(() => published.length === 1);
    const second = start();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await append('c1', 'two', 1);
    await until(() => published.length === 2);
    expect(second.health().state).toBe('idle');
    await first.stop();
    await append('c1', 'three', 2);
    await until(() => published.length === 3);
    expect(await Promise.all(published.map(reasonIn))).toEqual(['one', 'two', 'three']);
  });

  it('takes a killed predecessor’s lease at once when it is alone', async () => {
    await append('c1', 'one');
    await service.db.workerQuery(`insert into relay_checkpoints (name, owner, lease_until) values ('ingestion', 'dead process', clock_timestamp() + interval '1 hour')`);
    start({ exclusive: true });
    await until(() => published.length === 1);
  });
});
