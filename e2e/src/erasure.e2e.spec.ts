import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { service as crmSync } from '@callmesh/crm-sync';
import { startDemoCrm, type DemoCrm } from '@callmesh/demo-crm';
import { service as extraction } from '@callmesh/extraction';
import { service as humanReview } from '@callmesh/human-review';
import { service as ingestion } from '@callmesh/ingestion';
import { service as insights } from '@callmesh/insights';
import { loadEnvironment, migrate, runServices, setUpLogs, type RunningServices } from '@callmesh/service-defaults';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '@callmesh/testing';
import { service as transcription } from '@callmesh/transcription';
import pg from 'pg';
import { handIn, sampleCall, threadWhen, type Api, type SampleCall } from './support/calls.js';
import { eventually } from './support/callmesh-process.js';

const services = [ingestion, transcription, extraction, humanReview, crmSync, insights];

/** Words and numbers of one caller, each in a place of its own: what is said, what becomes a quote, what the metadata and the file's name tell. */
const secrets = { name: 'Hesperidine', number: '4155557341', spoken: '4155559162', address: 'quillfeather', quote: 'vexatiously', file: 'marrowstone' };

async function secretCall(): Promise<SampleCall> {
  const { content, metadata } = await sampleCall('cancel-order', 'vtt', { callId: 'to-be-erased', from: `+1${secrets.number}` });
  const text = content
    .toString()
    .replaceAll('Violet', secrets.name)
    .replace('Please cancel it.', `Please cancel it, I am ${secrets.quote} tired of waiting. My other number is 415 555 9162 and my mail is ${secrets.address}@example.com.`);
  return { content: Buffer.from(text), metadata, fileName: `${secrets.file} call.vtt` };
}

interface Erasure {
  readonly id: string;
  readonly state: string;
  readonly receipt: { readonly conversations: readonly { readonly services: readonly { readonly service: string; readonly rows: Record<string, number>; readonly outside: unknown; readonly left?: string }[] }[] } | null;
}

describe('an erasure', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let dataDir: string;
  let crm: DemoCrm;
  let running: RunningServices;
  let operator: Api;
  let erased: string;
  let kept: string;
  let backup: string;
  let contactId: string;
  let late: readonly { readonly topic: string; readonly partition: number; readonly key: string; readonly value: Buffer; readonly headers: object }[] = [];
  let since = new Date();

  const start = async (databaseUrl = database.adminUrl): Promise<void> => {
    const env = { DATABASE_URL: databaseUrl, CALLMESH_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'), CALLMESH_PORT: '0', CALLMESH_DATA_DIR: dataDir, CRM_HUBSPOT_URL: crm.url, CRM_HUBSPOT_TOKEN: crm.token, CALLMESH_BACKUP_DAYS: '35' };
    running = await runServices(services, loadEnvironment(env), { exclusive: true, secret: TEST_SECRET });
    const { clear } = await running.keys.create('local', 'e2e-operator', 'operator');
    const { clear: adminKey } = await running.keys.create('local', 'e2e-admin', 'admin');
    operator = {
      async call(method, route, { body } = {}) {
        const isForm = body instanceof FormData;
        const key = /^\/api\/v1\/(calls|holds)/.test(route) ? adminKey : clear;
        const headers = { authorization: `Bearer ${key}`, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) };
        const response = await fetch(`${running.url}${route}`, { method, headers, ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }) });
        const text = await response.text();
        return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
      },
    };
  };

  /** Where the words are found: in any column of any table, binary ones too, and in the objects. */
  const found = async (words: readonly string[], client = admin): Promise<string[]> => {
    const places: string[] = [];
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)' order by 1`,
    );
    for (const { name } of tables) {
      for (const word of words) {
        const forms = [word, Buffer.from(word).toString('hex'), Buffer.from(word.toLowerCase()).toString('hex')];
        const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${name} t where exists (select from unnest($1::text[]) as w where position(lower(w) in lower(t::text)) > 0)`, [forms]);
        if (rows[0]?.n) places.push(`${name}: ${word}`);
      }
    }
    for (const entry of await readdir(path.join(dataDir, 'claims'), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(path.join(entry.parentPath, entry.name));
      for (const word of words) if (bytes.includes(word)) places.push(`${entry.name}: ${word}`);
    }
    return places;
  };
  const erase = async (body: object): Promise<Erasure> => {
    const { status, body: begun } = await operator.call('POST', '/api/v1/erasures', { body: { reason: 'request 113', ...body } });
    expect([status, begun]).toEqual([202, begun]);
    return eventually('the receipt', async () => {
      const { body: erasure } = await operator.call('GET', `/api/v1/erasures/${(begun as Erasure).id}`);
      return (erasure as Erasure).state === 'done' ? (erasure as Erasure) : undefined;
    });
  };

  /** Says once more, as new events, what was said of the call before: it was under way when it was erased. */
  const again = async (): Promise<void> => {
    since = new Date();
    for (const row of late) {
      await admin.query(`insert into bus.messages (topic, partition, key, value, headers) values ($1, $2, $3, $4, $5::jsonb || jsonb_build_object('ce_id', gen_random_uuid()::text))`, [row.topic, row.partition, row.key, row.value, JSON.stringify(row.headers)]);
    }
    await eventually('that all of it was seen', async () => {
      const { rows } = await admin.query<{ behind: number }>(
        `select count(*)::int as behind from bus.group_positions g join bus.messages m using (topic, partition) where (m.transaction_id, m.position) > (g.transaction_id, g.position) and m.key = $1 and g.consumer_group = any ($2)`,
        [erased, services.map(({ name }) => name)],
      );
      return rows[0]?.behind === 0 ? true : undefined;
    });
  };
  const onServer = async (sql: string): Promise<void> => {
    const url = new URL(database.adminUrl);
    url.pathname = '/postgres';
    const client = new pg.Client({ connectionString: url.toString() });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };

  beforeAll(async () => {
    setUpLogs({ level: 'silent' });
    database = await createTestDatabase();
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-erasure-'));
    await chmod(dataDir, 0o711);
    crm = await startDemoCrm({ port: 0 });
    const contact = await fetch(`${crm.url}/crm/v3/objects/contacts`, { method: 'POST', headers: { authorization: `Bearer ${crm.token}`, 'content-type': 'application/json' }, body: JSON.stringify({ properties: { firstname: 'A', lastname: 'B', email: 'a.b@example.com', phone: `+1${secrets.number}` } }) });
    contactId = ((await contact.json()) as { id: string }).id;
    await start();
    erased = (await handIn(operator, await secretCall())).conversationId;
    kept = (await handIn(operator, await sampleCall('disputed-invoice', 'vtt'))).conversationId;
    for (const id of [erased, kept]) await threadWhen(operator, id, ({ settled }) => settled);
  }, 300_000);

  afterAll(async () => {
    await running?.stop();
    await crm?.close();
    await admin?.end();
    await database?.drop();
    if (backup) await onServer(`drop database if exists ${backup} with (force)`);
    await rm(dataDir, { recursive: true, force: true });
  }, 180_000);

  it('finds a call by whoever took part, and refuses it while it is on hold', async () => {
    const preview = async (body: object): Promise<string[]> => ((await operator.call('POST', '/api/v1/erasures/preview', { body })).body as { conversationId: string }[]).map(({ conversationId }) => conversationId);
    for (const person of [`+1 ${secrets.number}`, '+1 (415) 555-9162', `${secrets.address}@example.com`, `contact:hubspot:${contactId}`]) expect([person, await preview({ person })]).toEqual([person, [erased]]);
    expect(await preview({ person: '+14155550199' })).toEqual([]);
    expect(await preview({ conversationId: erased })).toEqual([erased]);
    const { body: hold } = await operator.call('POST', '/api/v1/holds', { body: { conversationId: erased, reason: 'matter 7' } });
    expect(await operator.call('POST', '/api/v1/erasures', { body: { conversationId: erased, reason: 'request 113' } })).toMatchObject({ status: 409, body: { code: 'HOLD.ACTIVE' } });
    expect((await operator.call('POST', '/api/v1/erasures', { body: { conversationId: kept, person: 'x@example.com', reason: 'both' } })).status).toBe(400);
    await operator.call('DELETE', `/api/v1/holds/${(hold as { id: string }).id}?reason=closed`);
  }, 180_000);

  it('leaves nothing of the call anywhere, at the CRM neither, and the other call as it was', async () => {
    // What is said in clear is in many places before: the test can find it.
    expect((await found([secrets.quote])).length).toBeGreaterThan(3);
    const written = (id: string): number => (['calls', 'tickets', 'tasks'] as const).flatMap((type) => crm.records(type)).filter(({ properties }) => properties.callmesh_conversation_id === id).length;
    const [others, otherRecords] = [await found(['invoice']), written(kept)];
    expect(written(erased)).toBeGreaterThan(0);
    late = (await admin.query<(typeof late)[number]>('select * from bus.messages where key = $1', [erased])).rows;
    await admin.end();
    await running.stop();
    backup = `${new URL(database.adminUrl).pathname.slice(1)}_backup`;
    await onServer(`create database ${backup} template ${new URL(database.adminUrl).pathname.slice(1)}`);
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    await start();

    // A read model is being built anew beside the live one meanwhile.
    const { body: rebuilds } = await operator.call('POST', '/api/v1/projections/insights/rebuild?shadow=beside');
    const [{ replay }] = rebuilds as [{ replay: string }];
    await eventually('the copy', async () => (((await operator.call('GET', `/api/v1/replays/insights/${replay}`)).body as { phase: string }).phase === 'following' ? true : undefined));
    expect(await found([secrets.quote])).toEqual(expect.arrayContaining([`insights__beside.conversation_events: ${secrets.quote}`]));

    const { id, receipt } = await erase({ person: `+1${secrets.number}` });
    expect(await found(Object.values(secrets))).toEqual([]);
    await operator.call('DELETE', '/api/v1/projections/insights/copies/beside?name=conversations');
    expect([(await found(['invoice'])).length, written(kept), written(erased)]).toEqual([others.length, otherRecords, 0]);
    const [conversation] = receipt?.conversations ?? [];
    expect(conversation?.services.map(({ service }) => service)).toEqual(['crm-sync', 'extraction', 'human-review', 'ingestion', 'insights', 'transcription']);
    expect(conversation?.services.filter(({ left }) => left !== undefined)).toEqual([]);
    expect(conversation?.services[0]?.outside).toMatchObject({ destination: 'hubspot', records: expect.arrayContaining([expect.objectContaining({ object: 'calls', outcome: 'archived' })]) as unknown });
    const { body: audit } = await operator.call('GET', `/api/v1/audit?conversationId=${erased}&action=destroy-key`);
    expect((audit as { entries: object[] }).entries).toMatchObject([{ actor: 'operator:e2e-operator', purpose: `erasure ${id}: request 113`, outcome: 'allowed' }]);
  }, 300_000);

  it('stays away: no event under way, no second delivery and no rebuild brings it back', async () => {
    await again();
    expect((await found(Object.values(secrets))).filter((place) => !place.startsWith('bus.messages'))).toEqual([]);
    await admin.query('delete from bus.messages where key = $1 and published_at > $2', [erased, since]);

    const call = await secretCall();
    await expect(handIn(operator, call)).rejects.toThrow('CONVERSATION.ERASED');
    await expect(handIn(operator, { ...call, metadata: { ...call.metadata, callId: 'another-id' } })).rejects.toThrow('CONVERSATION.ERASED');

    for (const [service, name] of [['insights', 'conversations'], ['human-review', 'queue']] as const) {
      const { status, body } = await operator.call('POST', `/api/v1/projections/${service}/rebuild?name=${name}`);
      expect([service, status < 300]).toEqual([service, true]);
      for (const { replay } of body as { replay: string | null }[]) {
        if (replay === null) continue;
        await eventually(`replay ${replay}`, async () => (((await operator.call('GET', `/api/v1/replays/${service}/${replay}`)).body as { phase: string }).phase === 'done' ? true : undefined));
      }
    }
    expect(await found(Object.values(secrets))).toEqual([]);
    expect(await threadWhen(operator, erased, () => true)).toMatchObject({ status: 'erased', call: null, summary: null, actions: [] });
    expect((await admin.query('select from human_review.queue_items where conversation_id = $1', [erased])).rowCount).toBe(0);
    expect(await operator.call('POST', '/api/v1/erasures', { body: { conversationId: erased, reason: 'once more' } })).toMatchObject({ status: 409, body: { code: 'CONVERSATION.ERASED' } });
  }, 300_000);

  it('goes on where a killed process left it', async () => {
    await running.stop();
    const id = 'left-by-a-killed-process';
    await admin.query(`insert into ingestion.erasures (tenant_id, id, asked_by, reason, asked_at) values ('local', '${id}', 'operator:test', 'request 114', now())`);
    await admin.query(`insert into ingestion.erasure_calls (tenant_id, erasure_id, conversation_id) values ('local', '${id}', $1)`, [kept]);
    await admin.query(`insert into ingestion.jobs (tenant_id, id, kind, conversation_id, payload, state, attempts, token, owner, lease_until) values ('local', '${id}', 'erase', '${id}', '{"erasureId": "${id}"}', 'in_progress', 1, 7, gen_random_uuid(), now() + interval '1 hour')`);
    await admin.query(`update vault.keys set wrapped = null, master_key_id = null, destroyed_at = now() where conversation_id = $1`, [kept]);
    await start();
    await eventually('the receipt', async () => (((await operator.call('GET', `/api/v1/erasures/${id}`)).body as Erasure).state === 'done' ? true : undefined));
    expect(await threadWhen(operator, kept, () => true)).toMatchObject({ status: 'erased' });
  }, 180_000);

  it('is carried out again in a restored backup, by the ledger beside the database', async () => {
    await running.stop();
    const url = new URL(database.adminUrl);
    url.pathname = `/${backup}`;
    const restored = new pg.Client({ connectionString: url.toString() });
    await restored.connect();
    expect((await found([secrets.quote], restored)).length).toBeGreaterThan(3);
    await start(url.toString());
    const done = await eventually('both erasures', async () => {
      const { body } = await operator.call('GET', '/api/v1/erasures');
      const all = body as Erasure[];
      return all.length === 2 && all.every(({ state }) => state === 'done') ? all : undefined;
    });
    expect(done.every(({ receipt }) => receipt !== null)).toBe(true);
    expect(await found(Object.values(secrets), restored)).toEqual([]);
    await restored.end();
  }, 180_000);
});

it('every table that names a conversation is forgotten with it, or is known to hold nothing of it', async () => {
  const database = await createTestDatabase();
  const admin = new pg.Client({ connectionString: database.adminUrl });
  try {
    await migrate(services, { adminUrl: database.adminUrl, secret: TEST_SECRET });
    await admin.connect();
    const { rows } = await admin.query<{ table_schema: string; table_name: string }>(`select table_schema, table_name from information_schema.columns where column_name = 'conversation_id' and table_schema !~ '^(pg_|bus|vault)'`);
    const everywhere = ['events', 'jobs', 'erased_conversations'];
    // What is left of an erasure; and the shell of the thread, which its own reactor empties.
    const kept = ['ingestion.erasure_calls', 'insights.conversations'];
    const forgotten = services.flatMap(({ name, forgets = [] }) => forgets.map(({ table }) => `${name.replaceAll('-', '_')}.${table}`));
    const unknown = rows.filter(({ table_name: table }) => !everywhere.includes(table)).map(({ table_schema: schema, table_name: table }) => `${schema}.${table}`);
    expect(unknown.filter((table) => !kept.includes(table) && !forgotten.includes(table))).toEqual([]);
  } finally {
    await admin.end();
    await database.drop();
  }
}, 60_000);
