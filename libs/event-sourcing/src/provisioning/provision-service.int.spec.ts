import { createTestDatabase, type TestDatabase } from '@callmesh/testing';
import pg from 'pg';
import { eventStoreMigrations } from '../store/event-store-migrations.js';
import { provisionService, type ServiceUrls } from './provision-service.js';

const SECRET = 'callmesh-tests';
const schemas = ['ingestion', 'transcription', 'extraction', 'human_review', 'crm_sync', 'insights'];

let database: TestDatabase;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());

const provision = (schema: string): Promise<ServiceUrls> => provisionService({ adminUrl: database.adminUrl, schema, migrations: [...eventStoreMigrations], secret: SECRET });

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('provisionService', () => {
  it('brings six services up that all start at once, two copies of each', async () => {
    const urls = await Promise.all([...schemas, ...schemas].map(provision));
    for (const { appUrl, workerUrl } of urls) {
      for (const url of [appUrl, workerUrl]) expect(await ask(url, 'select * from events')).toEqual([]);
    }
  });

  it('asks nothing of the administrator when all is there', async () => {
    const adminUrl = new URL(database.adminUrl);
    adminUrl.password = 'wrong';
    const urls = await provisionService({ adminUrl: adminUrl.toString(), schema: 'ingestion', migrations: [...eventStoreMigrations], secret: SECRET });
    expect(await ask(urls.appUrl, 'select current_user as name')).toEqual([{ name: 'callmesh_ingestion' }]);
  });

  it("gives a service's role nothing in another service's schema", async () => {
    const { appUrl } = await provision('ingestion');
    await expect(ask(appUrl, 'select * from crm_sync.events')).rejects.toMatchObject({ code: '42501' });
  });
});
