import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestService, killPostgres } from '@callmesh/testing';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';
import { applied, contextOf } from './testing/fixtures.js';

const CLIENTS = 8;
const KILLS = 3;

let dataDir: string;
let server: EmbeddedPostgres;
const said: string[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-crash-'));
  // Everything on that the product has on: this is about what survives.
  server = await startEmbeddedPostgres({ dataDir, ephemeral: true, log: (message) => said.push(message) });
});
afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('a server that is killed', () => {
  it('is started again by its supervisor, and no acknowledged append is lost', async () => {
    const { db, store, drop } = await createTestService({ schema: 'ingestion', service: 'ingestion', serverUrl: server.url });
    const acknowledged: string[] = [];
    let failures = 0;
    let ended = false;
    const client = async (id: number): Promise<void> => {
      for (let turn = 0; !ended; turn += 1) {
        const stream = `call-${id}-${turn}`;
        try {
          const [event] = await db.transaction('acme', (tx) => store.appendWithCommit(tx, stream, 0, [applied(stream, 'c1')], contextOf('c1')));
          if (event) acknowledged.push(event.metadata.id);
        } catch {
          failures += 1;
          await sleep(10);
        }
      }
    };
    const clients = Promise.all(Array.from({ length: CLIENTS }, (_, id) => client(id)));
    for (let kill = 0; kill < KILLS; kill += 1) {
      await sleep(300 + Math.random() * 300);
      const before = server.pid();
      await killPostgres(before);
      const since = acknowledged.length;
      for (const until = Date.now() + 20_000; (server.pid() === before || acknowledged.length < since + 20) && Date.now() < until; ) await sleep(10);
      expect(server.pid()).not.toBe(before);
    }
    ended = true;
    await clients;
    const { rows } = await db.workerQuery<{ event_id: string }>('select event_id from events');
    const stored = new Set(rows.map((row) => row.event_id));
    process.stdout.write(`${KILLS} kills: ${acknowledged.length} appends acknowledged, ${failures} failed, ${stored.size} stored\n`);
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(failures).toBeGreaterThan(0);
    expect(said.filter((message) => message.includes('ended by itself'))).toHaveLength(KILLS);
    await drop();
  });
});
