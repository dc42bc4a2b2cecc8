import { randomUUID } from 'node:crypto';
import { openDatabase, provisionService, type Database } from '@callmesh/event-sourcing';
import { createTestService, TEST_SECRET, type TestService } from '@callmesh/testing';
import type { StoredObject } from '../store/object-store.port.js';
import { claimUriOf } from '../references.js';
import { query } from '../testing/query.js';
import { grantedReferences } from './granted-references.js';
import { referencesGrant } from './references-grant.js';

const tenantId = `t${randomUUID().slice(0, 8)}`;
const object = (conversationId: string = randomUUID()): StoredObject => ({ name: { tenantId, conversationId, artifact: 'audio.1.wav' }, bytes: 1, writtenAt: 0, version: '1' });
const uriOf = ({ name }: StoredObject): string => claimUriOf(name);

describe('what refers to objects, asked with a service\'s own role', () => {
  let service: TestService;
  let db: Database;

  beforeAll(async () => {
    service = await createTestService({ schema: 'insights', service: 'insights' });
    const urls = await provisionService({ adminUrl: service.adminUrl, secret: TEST_SECRET, schema: 'ingestion', migrations: [], grants: [referencesGrant('ingestion')] });
    db = await openDatabase({ schema: 'ingestion', ...urls });
    await query(service.adminUrl, 'create table insights.notes (tenant_id text, claims text[]); alter table insights.notes enable row level security; alter table insights.notes force row level security');
  });
  afterAll(async () => {
    await db?.close();
    await service?.drop();
  });
  /** An event as it lies there, of a type that this build need not know. */
  const stored = (stream: string, conversationId: string, uri: string): Promise<unknown> =>
    query(service.adminUrl, `insert into insights.events (occurred_at, version, event_id, tenant_id, stream_id, type, conversation_id, schema_sha256, body) values (now(), 1, gen_random_uuid(), $1, $2, 'call.sung.v1', $3, '\\x00', convert_to('..' || $4 || '..', 'UTF8'))`, [tenantId, stream, conversationId, uri]);

  it('finds them in events of any service and any build, and in rows of any tenant', async () => {
    const [own, elsewhere, row, orphan] = [object(), object(), object(), object()];
    await stored(`call-${own.name.conversationId}`, own.name.conversationId, uriOf(own));
    await stored('odd', elsewhere.name.conversationId, uriOf(elsewhere));
    await query(service.adminUrl, 'insert into insights.notes values ($1, array[$2])', ['another', uriOf(row)]);
    const references = grantedReferences(db);
    const all = [own, elsewhere, row, orphan];
    expect([...(await references.likely(all))]).toEqual([uriOf(own)]);
    expect([...(await references.anywhere(all))].sort()).toEqual([own, elsewhere, row].map(uriOf).sort());
  });

  it('lets nobody else ask, and reads nothing out', async () => {
    await expect(db.workerQuery('select body from insights.events')).rejects.toMatchObject({ code: '42501' });
    await expect(service.db.workerQuery(`select ingestion.claims_anywhere('{}', '{}', '{}')`)).rejects.toMatchObject({ code: '42501' });
  });

  it('refuses where whoever made the functions sees only a part', async () => {
    await query(service.adminUrl, `alter function ingestion.claims_anywhere(text[], text[], text[]) owner to callmesh_owner`);
    await expect(grantedReferences(db).anywhere([object()])).rejects.toThrow(/row-level security fences callmesh_owner/);
  });
});
