import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { loadEnvironment, runServices, setUpLogs, type RunningServices } from '@callmesh/service-defaults';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '@callmesh/testing';
import { bundledPackText } from './adapters/bundled-pack.adapter.js';
import { service } from './extraction.module.js';

/** The service as it runs, over HTTP: what tenants define, and who may. */
let database: TestDatabase;
let dataDir: string;
let running: RunningServices;
beforeAll(async () => {
  setUpLogs({ level: 'silent' });
  database = await createTestDatabase();
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-defining-'));
  const env = { DATABASE_URL: database.adminUrl, CALLMESH_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'), CALLMESH_PORT: '0', CALLMESH_DATA_DIR: dataDir, LLM_BASE_URL: 'http://127.0.0.1:1/v1', LLM_MODEL: 'stub', LLM_DAILY_TOKENS: '1000' };
  running = await runServices([service], loadEnvironment(env), { exclusive: true, secret: TEST_SECRET });
});
afterAll(async () => {
  await running.stop();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

type Answer = { status: number; body: unknown };
const asking = async (role: 'supervisor' | 'reviewer' | 'agent', tenant = 'acme') => {
  const { clear } = await running.keys.create(tenant, `a-${role}`, role);
  return async (method: string, route: string, body?: unknown): Promise<Answer> => {
    const headers = { authorization: `Bearer ${clear}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const response = await fetch(`${running.url}/api/v1${route}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return { status: response.status, body: await response.json() };
  };
};

it('a supervisor defines kinds, trackers and rules; others may look at most; another tenant sees none of it', async () => {
  const [supervisor, reviewer, agent, stranger] = [await asking('supervisor'), await asking('reviewer'), await asking('agent'), await asking('supervisor', 'globex')];
  const kind = { title: 'Wants a visit', patterns: ['visit ~2 showroom'] };
  const tracker = { title: 'Refund', any: [{ phrase: 'refund' }] };
  expect(await supervisor('PUT', '/kinds/visit', kind)).toMatchObject({ status: 200, body: { name: 'visit', version: 1, changedBy: 'a-supervisor' } });
  expect(await supervisor('PUT', '/trackers/refund', tracker)).toMatchObject({ status: 200, body: { version: 1 } });
  expect(await supervisor('POST', '/trackers/refund/backfill')).toMatchObject({ status: 202, body: { state: 'running', total: 0 } });
  expect(await supervisor('PUT', '/rules/callback', { source: bundledPackText('callback') })).toMatchObject({ status: 200, body: { pack: 'callback', version: 1, inForce: true } });
  expect(await supervisor('PUT', '/kinds/visit', { title: 'x' })).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID' } });
  expect(await supervisor('PUT', '/rules/callback', { source: 'rules: [' })).toMatchObject({ status: 409, body: { code: 'RULES.INVALID' } });
  expect(await supervisor('GET', '/kinds/none')).toMatchObject({ status: 404, body: { code: 'KIND.NOT_FOUND' } });

  expect(await reviewer('GET', '/kinds')).toMatchObject({ status: 200, body: [{ name: 'visit' }] });
  expect(await reviewer('GET', '/trackers/refund/hits')).toEqual({ status: 200, body: { total: 0, calls: [] } });
  for (const [method, route, body] of [['PUT', '/kinds/visit', kind], ['PUT', '/trackers/refund', tracker], ['PUT', '/rules/callback', { source: 'x' }], ['POST', '/rules/callback/rollback', { to: 0 }], ['GET', '/llm/quarantined', undefined]] as const) {
    expect((await reviewer(method, route, body)).status).toBe(403);
    expect((await agent(method, route, body)).status).toBe(403);
  }
  for (const route of ['/kinds', '/trackers']) expect(await stranger('GET', route)).toEqual({ status: 200, body: [] });
  expect(await stranger('DELETE', '/kinds/visit')).toMatchObject({ status: 404 });
});

it('the language model has its cap and its costs', async () => {
  expect(await (await asking('supervisor'))('GET', '/llm/usage')).toEqual({ status: 200, body: { configured: true, model: 'stub', cap: { tokensPerDay: 1_000, budgetPerDay: null }, days: [] } });
});

it('every route is in the OpenAPI document with its answer', async () => {
  const { paths } = (await (await fetch(`${running.url}/api/v1/openapi.json`)).json()) as { paths: Record<string, Record<string, { summary?: string }>> };
  for (const route of ['/kinds/{name}', '/trackers/{name}/backfill', '/trackers/{name}/hits', '/rules/{pack}/rollback', '/llm/quarantined/{id}', '/conversations/{id}/trackers']) {
    const documented = Object.entries(paths).find(([known]) => known.endsWith(route))?.[1];
    expect(Object.values(documented ?? {}).every(({ summary }) => Boolean(summary))).toBe(true);
    expect(documented).toBeDefined();
  }
});
