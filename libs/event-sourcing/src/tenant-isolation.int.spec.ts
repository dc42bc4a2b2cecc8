import { createTestService, type TestService } from '@callmesh/testing';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { openDatabase } from './database.js';
import { applied, contextOf } from './testing/fixtures.js';

class Unfenced1764000009900 implements MigrationInterface {
  readonly name = 'Unfenced1764000009900';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table forgotten (tenant_id text not null)');
  }
  async down(): Promise<void> {}
}

let service: TestService;

beforeAll(async () => {
  service = await createTestService({ schema: 'crm_sync', service: 'crm-sync' });
  await service.db.transaction('acme', (tx) => service.store.append(tx, 'application-a1', 0, [applied('a1', 'c1')], contextOf('c1')));
});
afterAll(() => service.drop());

describe('tenant isolation', () => {
  it("hides another tenant's rows, and its streams are others even with the same name", async () => {
    const { db, store } = service;
    expect(await db.transaction('globex', async (tx) => (await tx.query('select * from events')).rows)).toEqual([]);
    expect(await db.transaction('globex', (tx) => store.load(tx, 'application-a1'))).toEqual([]);
    const [own] = await db.transaction('globex', (tx) => store.append(tx, 'application-a1', 0, [applied('a1', 'c9')], contextOf('c9')));
    expect(own).toMatchObject({ version: 1, metadata: { tenantId: 'globex' } });
  });

  it('refuses to write a row of another tenant', async () => {
    const steal = `insert into events (tenant_id, occurred_at, version, event_id, stream_id, type, conversation_id, schema_sha256, body)
                   select 'acme', now(), 9, gen_random_uuid(), 'application-a1', 'x', 'c1', '', ''`;
    await expect(service.db.transaction('globex', (tx) => tx.query(steal))).rejects.toMatchObject({ code: '42501' });
  });

  it('refuses to change or remove what was appended', async () => {
    for (const sql of [`update events set body = ''`, 'delete from events', 'truncate events']) {
      await expect(service.db.transaction('acme', (tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('shows nothing to a session that has set no tenant', async () => {
    const client = new pg.Client({ connectionString: service.appUrl });
    await client.connect();
    expect((await client.query('select * from events')).rows).toEqual([]);
    await client.end();
  });

  it('refuses a tenant id that could be more than a name', async () => {
    await expect(service.db.transaction(`acme'; drop table events; --`, () => Promise.resolve(1))).rejects.toMatchObject({ code: 'TENANT.INVALID' });
  });

  it('refuses to open with a role that row-level security does not hold', async () => {
    const admin = new URL(service.adminUrl);
    admin.searchParams.set('options', '-c search_path=crm_sync');
    await expect(openDatabase({ schema: 'crm_sync', appUrl: admin.toString(), workerUrl: service.workerUrl })).rejects.toMatchObject({ code: 'DATABASE.ROLE_BYPASSES_ISOLATION' });
    admin.searchParams.set('options', '-c search_path=crm_sync -c role=callmesh_owner');
    await expect(openDatabase({ schema: 'crm_sync', appUrl: service.appUrl, workerUrl: admin.toString() })).rejects.toMatchObject({
      code: 'DATABASE.ROLE_BYPASSES_ISOLATION',
      message: expect.stringContaining('events') as string,
    });
  });

  it('refuses to open a schema in which a table with tenants has no fence', async () => {
    await expect(createTestService({ schema: 'crm_sync', service: 'crm-sync', migrations: [Unfenced1764000009900] })).rejects.toMatchObject({ code: 'DATABASE.TABLE_NOT_ISOLATED' });
  });
});
