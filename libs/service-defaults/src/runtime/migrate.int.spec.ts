import type { MigrationInterface, QueryRunner } from 'typeorm';
import { openDatabase, type ServiceUrls } from '@callmesh/event-sourcing';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '@callmesh/testing';
import { loadEnvironment } from '../config/load-environment.js';
import { defineService, type ServiceDefinition } from '../service.js';
import { databaseRoles, ownRoles } from './database-roles.js';
import { migrate, type Migrated } from './migrate.js';
import { openPlatform } from './platform.js';

class FirstTable1764100000000 implements MigrationInterface {
  readonly name: string = 'FirstTable1764100000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table first_table (id text)');
  }
  async down(): Promise<void> {
    throw new Error('forward-only');
  }
}

class SecondTable1764200000000 extends FirstTable1764100000000 {
  override readonly name = 'SecondTable1764200000000';
  override async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table second_table (id text)');
  }
}

const nothing = { controllers: [], reactors: [], inlineProjections: [], asyncProjections: [], jobs: [], providers: [] };
const build = (name: 'ingestion' | 'insights', ...migrations: ServiceDefinition['migrations']): ServiceDefinition => defineService({ ...nothing, name, migrations });
const olderInsights = build('insights', FirstTable1764100000000);
const newerInsights = build('insights', FirstTable1764100000000, SecondTable1764200000000);
const ingestion = build('ingestion');

describe('a service with its own two roles', () => {
  let database: TestDatabase;
  let made: Migrated[];
  const run = (...definitions: ServiceDefinition[]): Promise<Migrated[]> => migrate(definitions, { adminUrl: database.adminUrl, secret: TEST_SECRET });
  const urlsOf = (name: string): ServiceUrls => made.find((one) => one.name === name) as Migrated;
  const starting = (definition: ServiceDefinition): Promise<ServiceUrls> => ownRoles(urlsOf(definition.name)).urlsOf(definition);

  beforeAll(async () => {
    database = await createTestDatabase();
    // On a database without anything of callmesh, the addresses are known but nothing is behind them.
    const other = await createTestDatabase();
    const elsewhere = await migrate([ingestion, olderInsights], { adminUrl: other.adminUrl, secret: TEST_SECRET });
    await other.drop();
    const here = (url: string): string => Object.assign(new URL(url), { pathname: new URL(database.adminUrl).pathname }).toString();
    made = elsewhere.map((one) => ({ ...one, appUrl: here(one.appUrl), workerUrl: here(one.workerUrl) }));
  });
  afterAll(() => database.drop());

  it('is refused before the deploy step, which is named', async () => {
    await expect(starting(ingestion)).rejects.toMatchObject({ code: 'DATABASE.NOT_MIGRATED', message: expect.stringMatching(/schema ingestion .*Missing: roles-\d.*Run `callmesh migrate`/) as string });
  });

  it('starts after it; the deploy step is safe to run again, and by two at once', async () => {
    const [first, second] = await Promise.all([run(ingestion, olderInsights), run(ingestion, olderInsights)]);
    expect([...first, ...second].filter(({ name }) => name === 'insights').some(({ done }) => done.includes('FirstTable1764100000000'))).toBe(true);
    made = await run(ingestion, olderInsights);
    expect(made.map(({ name, done }) => [name, done])).toEqual([['access', []], ['ingestion', []], ['insights', []]]);
    await expect(starting(ingestion)).resolves.toMatchObject({ appUrl: expect.any(String) as string });
  });

  it('of a newer build is refused until its migrations ran; one of the older build then runs beside it', async () => {
    await expect(starting(newerInsights)).rejects.toMatchObject({ code: 'DATABASE.NOT_MIGRATED', details: { missing: ['SecondTable1764200000000'] } });
    expect((await run(newerInsights)).find(({ name }) => name === 'insights')?.done).toEqual(['SecondTable1764200000000']);
    await starting(newerInsights);
    await starting(olderInsights);
  });

  it('whose password is another one is told so, without the password', async () => {
    const { appUrl, workerUrl } = urlsOf('ingestion');
    const wrong = Object.assign(new URL(appUrl), { password: 'not-the-password' }).toString();
    const refused = await ownRoles({ appUrl: wrong, workerUrl }).urlsOf(ingestion).catch((error: unknown) => error as Error);
    expect(refused).toMatchObject({ code: 'DATABASE.NOT_MIGRATED' });
    expect((refused as Error).message).not.toContain('not-the-password');
  });

  it('asks whose an API key is; only the keeper makes one', async () => {
    const [keeper, other] = await Promise.all(['ingestion', 'insights'].map((name) => ownRoles(urlsOf(name)).openAccess()));
    const key = await keeper!.keys.create('acme', 'dana', 'reviewer');
    for (const access of [keeper!, other!]) expect(await access.keys.authenticate(key)).toEqual({ tenantId: 'acme', role: 'reviewer', name: 'dana' });
    expect((await keeper!.keys.list('acme')).map(({ name }) => name)).toEqual(['dana']);
    expect(await keeper!.keys.list('globex')).toEqual([]);
    await expect(other!.keys.create('acme', 'eve', 'admin')).rejects.toMatchObject({ code: '42501' });
    await expect(other!.keys.list('acme')).rejects.toMatchObject({ code: '42501' });
    await Promise.all([keeper!.close(), other!.close()]);
  });

  it('holds no transaction open for long on any server, and needs no search path in its address', async () => {
    const { appUrl, workerUrl } = urlsOf('ingestion');
    const plain = (url: string): string => url.replace(/\?.*$/, '');
    const db = await openDatabase({ schema: 'ingestion', appUrl: plain(appUrl), workerUrl: plain(workerUrl) });
    const shown = async (query: (sql: string) => Promise<{ rows: Record<string, string>[] }>): Promise<string[]> => {
      const answers = [];
      for (const name of ['search_path', 'idle_in_transaction_session_timeout', 'transaction_timeout']) answers.push(Object.values((await query(`show ${name}`)).rows[0] ?? {})[0] ?? '');
      return answers;
    };
    const guarded = ['ingestion', '30s', '2min'];
    expect(await db.transaction('acme', (tx) => shown((sql) => tx.query(sql)))).toEqual(guarded);
    expect(await shown((sql) => db.workerQuery(sql))).toEqual(guarded);
    await db.close();
  });

  it('wins over the administrator’s address, and says what it lacks', async () => {
    const { appUrl, workerUrl } = urlsOf('ingestion');
    const key = Buffer.alloc(32, 7).toString('base64');
    const env = loadEnvironment({ DATABASE_URL: database.adminUrl, DATABASE_APP_URL: appUrl, DATABASE_WORKER_URL: workerUrl, CALLMESH_MASTER_KEY: key });
    expect(await databaseRoles(env, TEST_SECRET, 1)?.urlsOf(ingestion)).toEqual({ appUrl, workerUrl });
    await expect(openPlatform(env, { services: 1 })).rejects.toMatchObject({ code: 'CONFIG.INCOMPLETE', message: expect.stringContaining('KAFKA_BROKERS') as string });
    await expect(openPlatform(loadEnvironment({}), { services: 1 })).rejects.toThrow(/DATABASE_APP_URL and DATABASE_WORKER_URL[^]*CALLMESH_MASTER_KEY/);
  });
});
