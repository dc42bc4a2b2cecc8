import { randomUUID } from 'node:crypto';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '@callmesh/testing';
import { Client, Pool } from 'pg';
import type { Bus, ReceivedMessage } from '../bus.port.js';
import { until } from '../testing/consumer-harness.js';
import { assign, partitionId } from './assignment.js';
import { createEmbeddedBus } from './embedded-bus.adapter.js';
import { PartitionLog } from './partition-log.js';
import { provisionBus } from './provision-bus.js';
import { sweep } from './retention.js';

describe('embedded log', () => {
  let database: TestDatabase;
  let url: string;
  let bus: Bus;
  const open: Bus[] = [];
  const connect = (options: { exclusive?: boolean } = {}): Bus => {
    const client = createEmbeddedBus({ url, ...options });
    open.push(client);
    return client;
  };
  const reader = async (client: Bus, topic: string): Promise<ReceivedMessage[]> => {
    const got: ReceivedMessage[] = [];
    await client.consume({
      group: 'readers',
      topics: [topic],
      onBatch: async (batch) => {
        await Promise.resolve();
        got.push(...batch.messages);
      },
    });
    return got;
  };

  beforeEach(async () => {
    database = await createTestDatabase();
    url = await provisionBus(database.adminUrl, TEST_SECRET);
    bus = connect();
    await bus.ensureTopics(['t']);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((client) => client.close()));
    await database.drop();
  });

  it('skips nothing that commits late: 6 publishers with random delays and rollbacks', async () => {
    const seed = Number(process.env.SEED);
    const random = randomOf(seed);
    const got = await reader(bus, 't');
    const expected = new Set<string>();
    const publisher = async (name: number): Promise<void> => {
      const client = new Client({ connectionString: url });
      await client.connect();
      for (let n = 0; n < 40; n += 1) {
        await client.query('begin');
        await client.query(`insert into bus.messages (topic, partition, key, value, headers) values ('t', 0, $1, $2, '{}')`, [`p${name}`, Buffer.from(`${name}-${n}`)]);
        await new Promise((resolve) => setTimeout(resolve, random() * 8));
        const keep = random() > 0.2;
        await client.query(keep ? 'commit' : 'rollback');
        if (keep) expected.add(`${name}-${n}`);
      }
      await client.end();
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map(publisher));
    const texts = (): string[] => got.map((m) => m.value.toString());
    await until(() => got.length >= expected.size).catch(() => undefined);
    expect({ seed, missed: [...expected].filter((text) => !texts().includes(text)) }).toEqual({ seed, missed: [] });
    for (const name of [0, 1, 2, 3, 4, 5]) {
      const own = texts().filter((text) => text.startsWith(`${name}-`)).map((text) => Number(text.split('-')[1]));
      expect({ seed, own }).toEqual({ seed, own: [...own].sort((a, b) => a - b) });
    }
  });

  it('hands a message over within some milliseconds in one process', async () => {
    const got = await reader(bus, 't');
    const waits: number[] = [];
    for (let i = 0; i < 20; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const sent = performance.now();
      await bus.publish([{ topic: 't', key: 'k', value: Buffer.from('x'), headers: {} }]);
      await until(() => got.length === i + 1, 1);
      waits.push(performance.now() - sent);
    }
    waits.sort((a, b) => a - b);
    expect(waits[10]).toBeLessThan(100);
  });

  it('gives a silent member’s partitions to the others when its lease has lapsed', async () => {
    const pool = new Pool({ connectionString: url });
    const dead = await assign(pool, 'readers', 'dead', ['t'], new Set());
    expect(dead.held.map(partitionId)).toEqual(['t/0', 't/1', 't/2', 't/3']);
    const got = await reader(bus, 't');
    await bus.publish([...Array(20).keys()].map((i) => ({ topic: 't', key: `k${i}`, value: Buffer.from('x'), headers: {} })));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(got).toEqual([]);
    await pool.query(`update bus.assignments set lease_until = now() - interval '1 s'; update bus.members set alive_until = now() - interval '1 s' where member = 'dead'`);
    await pool.end();
    await until(() => got.length === 20);
  });

  it('ends a killed predecessor’s leases at once when it is alone', async () => {
    const pool = new Pool({ connectionString: url });
    await assign(pool, 'readers', 'dead', ['t'], new Set());
    await pool.end();
    await bus.publish([{ topic: 't', key: 'k', value: Buffer.from('x'), headers: {} }]);
    const began = performance.now();
    const got = await reader(connect({ exclusive: true }), 't');
    await until(() => got.length === 1);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('deletes what is older than its topic’s retention, and nothing else', async () => {
    const pool = new Pool({ connectionString: url });
    const brief = `brief-${randomUUID()}`;
    await new PartitionLog(pool).ensureTopics([brief], 1, 60_000);
    const message = (topic: string) => ({ topic, key: 'k', value: Buffer.from('x'), headers: {} });
    await bus.publish([message('t'), message(brief), message(brief)]);
    await pool.query(`update bus.messages set published_at = now() - interval '2 minutes' where position in (select min(position) from bus.messages where topic = $1)`, [brief]);
    await pool.query(`update bus.messages set published_at = now() - interval '2 minutes' where topic = 't'`);
    expect(await sweep(pool)).toBe(1);
    const { rows } = await pool.query<{ topic: string; n: number }>('select topic, count(*)::int as n from bus.messages group by topic');
    expect(rows).toEqual(expect.arrayContaining([{ topic: 't', n: 1 }, { topic: brief, n: 1 }]));
    // A rebuild has to get elsewhere what is as old as that.
    const { [brief]: gone, t } = await bus.deletedUntil([brief, 't']);
    expect({ minutesAgo: Math.round((Date.now() - (gone ?? 0)) / 60_000), t }).toEqual({ minutesAgo: 2, t: null });
    await pool.end();
  });
});

/** mulberry32: a small generator that a printed seed repeats. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
