import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { service as crmSync } from '@callmesh/crm-sync';
import { startDemoCrm, type DemoCrm } from '@callmesh/demo-crm';
import { service as extraction } from '@callmesh/extraction';
import { service as humanReview } from '@callmesh/human-review';
import { service as ingestion } from '@callmesh/ingestion';
import { service as insights } from '@callmesh/insights';
import { loadEnvironment, runServices, setUpLogs, type RunningServices } from '@callmesh/service-defaults';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '@callmesh/testing';
import { service as transcription } from '@callmesh/transcription';
import pg from 'pg';
import { handIn, sampleCall, threadWhen, type Api } from './support/calls.js';
import { eventually } from './support/callmesh-process.js';

const services = [ingestion, transcription, extraction, humanReview, crmSync, insights];
const READ_MODEL = insights.readModel?.tables ?? [];

interface Replay {
  readonly id: string;
  readonly phase: string;
  readonly error: string | null;
  readonly outcome: { readonly appends: Record<string, number>; readonly jobs: Record<string, number>; readonly failures: unknown[] } | null;
}

describe('replay, after the topics have forgotten everything', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let dataDir: string;
  let crm: DemoCrm;
  let running: RunningServices;
  let tenant: Api;
  let operator: Api;
  let before: string;

  const start = async (): Promise<void> => {
    const env = { DATABASE_URL: database.adminUrl, CALLMESH_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'), CALLMESH_PORT: '0', CALLMESH_DATA_DIR: dataDir, CRM_HUBSPOT_URL: crm.url, CRM_HUBSPOT_TOKEN: crm.token };
    running = await runServices(services, loadEnvironment(env), { exclusive: true, secret: TEST_SECRET });
    tenant = await apiOf('admin');
    operator = await apiOf('operator');
  };
  const apiOf = async (role: 'admin' | 'operator'): Promise<Api> => {
    const { clear } = await running.keys.create('local', `e2e-${role}`, role);
    return {
      async call(method, route, { body } = {}) {
        const isForm = body instanceof FormData;
        const headers = { authorization: `Bearer ${clear}`, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) };
        const response = await fetch(`${running.url}${route}`, { method, headers, ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }) });
        const text = await response.text();
        return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
      },
    };
  };
  const rows = async (): Promise<string> => {
    const lines: string[] = [];
    for (const table of READ_MODEL) {
      const { rows: all } = await admin.query<{ row: string }>(`select t::text as row from insights.${table} t order by 1`);
      lines.push(table, ...all.map(({ row }) => row));
    }
    return lines.join('\n');
  };
  const ended = (service: string, id: string, phase = 'done'): Promise<Replay> =>
    eventually(`the end of replay ${id}`, async () => {
      const { body } = await operator.call('GET', `/api/v1/replays/${service}/${id}`);
      const replay = body as Replay;
      if (replay.phase === 'failed') throw new Error(replay.error ?? 'failed');
      return replay.phase === phase ? replay : undefined;
    });
  const replay = async (service: string, body: object): Promise<Replay> => {
    const { status, body: begun } = await operator.call('POST', `/api/v1/replays/${service}`, { body });
    expect(status).toBe(202);
    return ended(service, (begun as Replay).id);
  };
  const rebuild = async (query: string): Promise<string> => {
    const { body } = await operator.call('POST', `/api/v1/projections/insights/rebuild${query}`);
    return (body as { replay: string }[])[0]?.replay ?? '';
  };

  beforeAll(async () => {
    setUpLogs({ level: 'silent' });
    database = await createTestDatabase();
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-replay-'));
    await chmod(dataDir, 0o711);
    crm = await startDemoCrm({ port: 0 });
    await start();
    for (const name of ['cancel-order', 'disputed-invoice', 'promised-callback']) {
      const { conversationId } = await handIn(tenant, await sampleCall(name, 'vtt'));
      await threadWhen(tenant, conversationId, ({ settled }) => settled);
    }
    before = await rows();
    await running.stop();
    // Retention takes everything; a bus that starts keeps to it.
    await admin.query('update bus.topics set retention_ms = 1');
    await start();
    await eventually('empty topics', async () => ((await admin.query('select from bus.messages')).rowCount === 0 ? true : undefined));
    await admin.query(`update bus.topics set retention_ms = 86400000`);
  }, 120_000);

  afterAll(async () => {
    await running?.stop();
    await crm?.close();
    await admin?.end();
    await database?.drop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  it('insights comes out byte-equal from zero: the services that own the events send them', async () => {
    expect(before.split('\n').length).toBeGreaterThan(40);
    await admin.query('delete from insights.conversation_events; delete from insights.stage_times');
    expect(await rows()).not.toBe(before);
    await ended('insights', await rebuild(''));
    expect(await rows()).toBe(before);
  }, 60_000);

  it('a copy beside it is compared, and promoted or dropped', async () => {
    await ended('insights', await rebuild('?shadow=look'), 'following');
    const compare = async () => (await operator.call('GET', '/api/v1/projections/insights/copies/look?name=conversations')).body as { table: string; onlyLive: number; onlyCopy: number; digest: { live: string; copy: string } }[];
    expect((await compare()).map(({ table, onlyLive, onlyCopy, digest }) => [table, onlyLive, onlyCopy, digest.live === digest.copy])).toEqual(READ_MODEL.map((table) => [table, 0, 0, true]));
    await admin.query('delete from insights.stage_times');
    expect((await compare()).find(({ table }) => table === 'stage_times')).toMatchObject({ onlyLive: 0, onlyCopy: expect.any(Number) as number });
    expect((await operator.call('POST', '/api/v1/projections/insights/copies/look/promote?name=conversations')).status).toBe(204);
    expect(await rows()).toBe(before);
    expect((await operator.call('DELETE', '/api/v1/projections/insights/copies/look?name=conversations')).status).toBe(404);
    // A window: what happened later than now is nothing.
    await ended('insights', await rebuild(`?shadow=window&fromTime=${encodeURIComponent(new Date(Date.now() + 60_000).toISOString())}`), 'following');
    const { body } = await operator.call('GET', '/api/v1/projections/insights/copies/window?name=conversations');
    expect((body as { rows: { copy: number } }[]).map((table) => table.rows.copy)).toEqual([0, 0, 0]);
    expect((await operator.call('DELETE', '/api/v1/projections/insights/copies/window?name=conversations')).status).toBe(204);
  }, 60_000);

  it.each(['transcription', 'extraction', 'human-review', 'crm-sync'])('%s rehearses: no call outside, nothing kept', async (service) => {
    const schema = service.replace('-', '_');
    const kept = async () => (await admin.query(`select (select count(*)::int from ${schema}.events) as events, (select count(*)::int from ${schema}.jobs) as jobs`)).rows;
    const [requests, was] = [crm.requests, await kept()];
    const { outcome } = await replay(service, {});
    expect(outcome).toMatchObject({ failures: [] });
    expect({ requests: crm.requests, kept: await kept() }).toEqual({ requests, kept: was });
  }, 60_000);

  it('crm-sync, its own memory lost, calls nobody without effects, and with them writes nothing twice', async () => {
    const written = () => (['tickets', 'calls', 'tasks', 'orders', 'invoices'] as const).map((type) => crm.records(type).length);
    const [requests, was] = [crm.requests, written()];
    await admin.query('delete from crm_sync.jobs; delete from crm_sync.applications; delete from crm_sync.effects');
    const rehearsed = await replay('crm-sync', {});
    const { apply: applied = 0 } = rehearsed.outcome?.jobs ?? {};
    expect(applied).toBeGreaterThan(0);
    expect((await admin.query('select (select count(*)::int from crm_sync.jobs) + (select count(*)::int from crm_sync.applications) as n')).rows).toEqual([{ n: 0 }]);
    expect(crm.requests).toBe(requests);

    await replay('crm-sync', { effects: true });
    await eventually('the jobs', async () => ((await admin.query(`select from crm_sync.jobs where state = 'completed'`)).rowCount === applied ? true : undefined));
    expect(crm.requests).toBeGreaterThan(requests);
    expect(written()).toEqual(was);
  }, 60_000);
});
