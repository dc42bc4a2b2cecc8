import { randomBytes } from 'node:crypto';
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

  it('takes given passwords, and changes them when others are given', async () => {
    // Roles belong to the whole server: some that no other test has.
    const schema = `given_${randomBytes(4).toString('hex')}`;
    const roles = [`callmesh_${schema}`, `callmesh_${schema}_worker`];
    const wanted = (suffix: string): Parameters<typeof provisionService>[0] => ({ adminUrl: database.adminUrl, schema, migrations: [], secret: SECRET, passwords: (role) => (role.endsWith('_worker') ? undefined : `p@ss/${suffix}%`) });
    const first = await provisionService(wanted('1'));
    expect(await ask(first.appUrl, 'select current_user as name')).toEqual([{ name: roles[0] }]);
    expect(await ask(first.workerUrl, 'select current_user as name')).toEqual([{ name: roles[1] }]);
    const second = await provisionService(wanted('2'));
    await expect(ask(first.appUrl, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect(await ask(second.appUrl, 'select current_user as name')).toEqual([{ name: roles[0] }]);
    await ask(database.adminUrl, `drop schema ${schema} cascade`);
    for (const role of roles) await ask(database.adminUrl, `drop role ${role}`);
  });

  it('needs no superuser: a role that may create roles and schemas will do, as a managed server gives it', async () => {
    const suffix = randomBytes(4).toString('hex');
    const [admin, schema] = [`admin_${suffix}`, `managed_${suffix}`];
    await ask(database.adminUrl, `create role ${admin} login createrole password 'managed'`);
    await ask(database.adminUrl, `grant create on database ${new URL(database.adminUrl).pathname.slice(1)} to ${admin}`);
    // On a server of its own the owner role would be its own making.
    await ask(database.adminUrl, `grant callmesh_owner to ${admin} with admin option`);
    const adminUrl = Object.assign(new URL(database.adminUrl), { username: admin, password: 'managed' }).toString();
    const { appUrl } = await provisionService({ adminUrl, schema, migrations: eventStoreMigrations, secret: SECRET });
    expect(await ask(appUrl, 'select * from events')).toEqual([]);
    await ask(database.adminUrl, `drop schema ${schema} cascade; drop role callmesh_${schema}, callmesh_${schema}_worker; drop owned by ${admin}; drop role ${admin}`);
  });
});
