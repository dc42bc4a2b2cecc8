import { createTestDatabase, type TestDatabase } from '@callmesh/testing';
import { Pool } from 'pg';
import { Interruptions } from './interruptions.js';

let database: TestDatabase;
let pool: Pool;
let interruptions: Interruptions;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.adminUrl, max: 1, application_name: 'interrupted' });
  pool.on('error', () => undefined);
  interruptions = new Interruptions(pool);
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

/** The server ends the pool's connection, as it does with all of them when one of its processes crashes. */
async function endByServer(): Promise<void> {
  const other = new Pool({ connectionString: database.adminUrl, max: 1 });
  for (let ended = 0; ended === 0; ) ended = (await other.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'interrupted' and datname = current_database()`)).rowCount ?? 0;
  await other.end();
}

describe('a connection that the server ends', () => {
  it('counts when it was idle', async () => {
    await pool.query('select 1');
    await endByServer();
    while (interruptions.count === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(interruptions.count).toBeGreaterThan(0);
  });

  it('counts when a statement was under way, before that one is told', async () => {
    await pool.query('select 1');
    const counted = pool.query('select pg_sleep(60)').catch(() => interruptions.count);
    await endByServer();
    expect(await counted).toBeGreaterThan(0);
  });

  it('does not count what is no end: a statement that fails', async () => {
    await expect(pool.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
    expect(interruptions.count).toBe(0);
  });
});
