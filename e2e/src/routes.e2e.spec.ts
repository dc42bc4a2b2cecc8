import { newApiKey } from '@callmesh/service-defaults';
import { handIn, sampleCall, threadWhen } from './support/calls.js';
import { newDataDir, removeDataDir, startCallmesh, superuserOf, type CallmeshProcess } from './support/callmesh-process.js';

const OPEN = ['GET /health/live', 'GET /health/ready'];
/** Opened by a secret of their own, a grant in the path and the scrape token: refused like a missing key without it. */
const BY_SECRET = ['GET /api/v1/grants/{token}', 'GET /metrics'];
const SCRAPE_TOKEN = 'scrape-token-of-a-test';

interface Operation {
  readonly summary?: string;
  readonly security?: unknown;
  readonly responses?: Readonly<Record<string, { readonly content?: object }>>;
}

describe('every route', () => {
  let callmesh: CallmeshProcess;
  let dataDir: string;
  let routes: { name: string; method: string; path: string; operation: Operation }[];
  let conversationId: string;
  let foreignKey: string;

  beforeAll(async () => {
    dataDir = await newDataDir();
    callmesh = await startCallmesh(dataDir, { CALLMESH_METRICS_TOKEN: SCRAPE_TOKEN });
    const { body } = await callmesh.call('GET', '/api/v1/openapi.json', { key: null });
    const paths = (body as { paths: Record<string, Record<string, Operation>> }).paths;
    routes = Object.entries(paths).flatMap(([route, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${route}`, method: method.toUpperCase(), path: route, operation })),
    );
    ({ conversationId } = await handIn(callmesh, await sampleCall('two-orders', 'vtt')));
    await threadWhen(callmesh, conversationId, ({ settled }) => settled);
    foreignKey = await keyOfAnotherTenant(dataDir);
  }, 120_000);

  afterAll(async () => {
    callmesh.kill('SIGTERM');
    await callmesh.ended;
    await removeDataDir(dataDir);
  }, 60_000);

  it('is closed without a key, except those that are public', async () => {
    expect(routes.length).toBeGreaterThan(20);
    const answers = await Promise.all(routes.map(async ({ name, method, path: route }) => [name, (await callmesh.call(method, route.replace(/\{[^}]+\}/g, 'x'), { key: null })).status] as const));
    expect(answers.filter(([, status]) => status !== 401).map(([name]) => name).sort()).toEqual(OPEN);
  });

  it('shows its metrics to who has the scrape token', async () => {
    expect((await callmesh.call('GET', '/metrics', { key: callmesh.operatorKey })).status).toBe(401);
    expect((await callmesh.call('GET', '/metrics', { key: SCRAPE_TOKEN })).status).toBe(200);
  });

  it('is described: a summary, its answers, and whether it takes a key', () => {
    for (const { name, operation } of routes) {
      expect({ name, summary: operation.summary }).toEqual({ name, summary: expect.stringMatching(/\w+ \w+/) as string });
      const [[status, answer] = ['', {}]] = Object.entries(operation.responses ?? {}).filter(([code]) => code.startsWith('2'));
      expect({ name, hasShape: status === '204' || answer?.content !== undefined }).toEqual({ name, hasShape: true });
      expect({ name, closed: operation.security !== undefined }).toEqual({ name, closed: ![...OPEN, ...BY_SECRET].includes(name) });
    }
  });

  it('shows another tenant nothing of this one', async () => {
    const { body: own } = await callmesh.call('GET', '/api/v1/queue');
    const [waiting] = (own as { items: { actionId: string }[] }).items;
    const readable = routes.filter(({ method, path: route }) => method === 'GET' && route.startsWith('/api/v1/') && !/parked|openapi/.test(route));
    expect(readable.length).toBeGreaterThan(8);
    for (const { name, path: route } of readable) {
      const filled = route.replace(/\{platformCallId\}/, 'lf-2026-11-04-1405').replace(/actions\/\{[^}]+\}/, `actions/${waiting?.actionId}`).replace(/\{kind\}/, 'cancel-order').replace(/\{[^}]+\}/g, conversationId);
      const { status, body } = await callmesh.call('GET', filled, { key: foreignKey });
      // Its own audit holds what it has asked for itself, ids and all.
      const text = JSON.stringify(body ?? '').replace(/api:\/\/other\/[^"]*/g, '');
      // Its own policies and connections are the defaults that every tenant has; an error repeats the id that was asked for, and no more.
      const leaks = status < 400 && (text.includes(conversationId) || text.includes('51902'));
      expect({ name, status: status < 500, leaks }).toEqual({ name, status: true, leaks: false });
    }
    expect((await callmesh.call('GET', '/api/v1/queue', { key: foreignKey })).body).toEqual({ waiting: 0, items: [] });
    expect((await callmesh.call('POST', `/api/v1/actions/${waiting?.actionId}/decision`, { key: foreignKey, body: { decision: 'approve' } })).status).toBe(404);
  });

  it('of the mesh as a whole is the operator\'s alone', async () => {
    expect((await callmesh.call('GET', '/api/v1/parked')).status).toBe(403);
    expect((await callmesh.call('GET', '/api/v1/parked', { key: callmesh.operatorKey })).status).toBe(200);
  });
});

/** A tenant of one's own is made by whoever runs the database; the API makes keys in the caller's tenant only. */
async function keyOfAnotherTenant(dataDir: string): Promise<string> {
  const client = await superuserOf(dataDir);
  const key = newApiKey();
  await client.query(`insert into access.api_keys (prefix, sha256, tenant_id, role, name) values ($1, $2, 'other', 'admin', 'a stranger')`, [key.prefix, key.sha256]);
  await client.end();
  return key.clear;
}
