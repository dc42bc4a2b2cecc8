import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@callmesh/event-sourcing';
import { createTestDatabase, TEST_SECRET, killPostgres } from '@callmesh/testing';
import { Pool } from 'pg';
import { createEmbeddedBus } from './embedded-bus.adapter.js';
import { provisionBus } from './provision-bus.js';

const MESSAGES = 390;
const KILLS = 3;

let dataDir: string;
let server: EmbeddedPostgres;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-crash-'));
  // What is committed lazily stays unwritten for long, so that a crash really takes it back.
  server = await startEmbeddedPostgres({ dataDir, ephemeral: true, log: () => undefined, settings: { wal_writer_delay: '10s', wal_writer_flush_after: '256MB' } });
});
afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('a server that is killed under a consumer on the embedded log', () => {
  it('gives it again what was committed lazily and is lost, though the consumer itself lives on', async () => {
    const { adminUrl } = await createTestDatabase(server.url);
    const faults: string[] = [];
    const bus = createEmbeddedBus({ url: await provisionBus(adminUrl, TEST_SECRET), partitions: 1, onError: (error, where) => void faults.push(`${where}: ${String(error)}`) });
    const effects = new Pool({ connectionString: adminUrl, max: 2 });
    effects.on('error', () => undefined);
    effects.on('connect', (client) => client.on('error', () => undefined));
    await effects.query('create table effects (position text primary key)');
    await bus.ensureTopics(['t']);
    const acknowledged = new Set<string>();
    await bus.consume({
      group: 'effects',
      topics: ['t'],
      onBatch: async ({ messages }) => {
        await effects.query(`with lazily as (select set_config('synchronous_commit', 'off', true)) insert into effects select p from lazily, unnest($1::text[]) p on conflict do nothing`, [messages.map((m) => m.position)]);
        for (const { position } of messages) acknowledged.add(position);
      },
    });
    let published = 0;
    let lost = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = acknowledged.size;
      const batch = Array.from({ length: MESSAGES / KILLS }, (_, n) => ({ topic: 't', key: String(n), value: Buffer.from('x'), headers: {} }));
      await bus.publish(batch);
      published += batch.length;
      // Nothing that is flushed comes after the last effect.
      while (acknowledged.size - before < batch.length) await sleep(1);
      const pid = server.pid();
      const had = acknowledged.size;
      await killPostgres(pid);
      while (server.pid() === pid) await sleep(10);
      for (let up = false; !up; await sleep(20)) up = await effects.query('select 1').then(() => true, () => false);
      const { rows } = await effects.query<{ n: number }>('select count(*)::int as n from effects');
      lost += Math.max(0, had - (rows[0]?.n ?? 0));
    }
    const kept = (): Promise<number> => effects.query<{ n: number }>('select count(*)::int as n from effects').then(({ rows }) => rows[0]?.n ?? 0, (error: unknown) => (faults.push(`effects: ${String(error)}`), 0));
    for (const until = Date.now() + 40_000; (await kept()) < published && Date.now() < until; ) await sleep(50);
    process.stdout.write(`${published} published, ${acknowledged.size} acknowledged, ${lost} taken back by ${KILLS} crashes, ${await kept()} kept\n`);
    expect({ kept: await kept(), lastFaults: [] }).toEqual({ kept: published, lastFaults: (await kept()) === published ? [] : faults.slice(-5) });
    await bus.close();
    await effects.end();
  }, 90_000);
});
