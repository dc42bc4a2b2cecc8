import { spawn, type ChildProcess } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDemoCrm, type BadHabits, type DemoCrm } from './index.js';

let folder: string;
let crm: DemoCrm | undefined;
let child: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'demo-crm-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await crm?.close();
  crm = undefined;
  await rm(folder, { recursive: true, force: true });
});

const start = async (badHabits: Partial<BadHabits> = {}, dataFile?: string): Promise<DemoCrm> => (crm = await startDemoCrm({ port: 0, badHabits, ...(dataFile && { dataFile }) }));

async function call(url: string, method: string, route: string, body?: unknown, token = 'demo-crm-token'): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const answer = await fetch(url + route, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, headers: answer.headers };
}

const ticket = (subject: string): object => ({ properties: { subject, hs_pipeline_stage: '1' } });
const bySubject = (value: string): object => ({ filterGroups: [{ filters: [{ propertyName: 'subject', operator: 'EQ', value }] }] });
const key = { name: 'effect', hasUniqueValue: true };
const upsert = (id: string, subject: string): object => ({ inputs: [{ id, idProperty: 'effect', properties: { subject, hs_pipeline_stage: '1' } }] });

describe('as HubSpot', () => {
  it('answers errors in its form', async () => {
    const { url } = await start();
    const unauthorised = await call(url, 'GET', '/crm/v3/objects/contacts', undefined, 'wrong');
    expect(unauthorised).toMatchObject({ status: 401, body: { status: 'error', category: 'INVALID_AUTHENTICATION', correlationId: expect.any(String) as string } });
    expect(await call(url, 'GET', '/crm/v3/objects/contacts/1')).toMatchObject({ status: 404, body: { category: 'OBJECT_NOT_FOUND' } });
    const unknown = await call(url, 'POST', '/crm/v3/objects/tickets', { properties: { subject: 'x', hs_pipeline_stage: '1', nonsense: 'y' } });
    expect(unknown.body.message).toContain('PROPERTY_DOESNT_EXIST');
  });

  it('upserts by a property only once that is defined as unique, and then to one record, however many come at once', async () => {
    const { url } = await start();
    expect((await call(url, 'POST', '/crm/v3/objects/tickets/batch/upsert', upsert('k', 'a'))).status).toBe(400);
    await call(url, 'POST', '/crm/v3/properties/tickets', key);
    await Promise.all(Array.from({ length: 12 }, (_, n) => call(url, 'POST', '/crm/v3/objects/tickets/batch/upsert', upsert('k', `s${n}`))));
    expect(crm?.records('tickets')).toHaveLength(1);
  });

  it('ignores idempotency keys: the same request twice makes two', async () => {
    const { url } = await start();
    const headers = { authorization: 'Bearer demo-crm-token', 'content-type': 'application/json', 'idempotency-key': 'same' };
    for (let n = 0; n < 2; n += 1) await fetch(`${url}/crm/v3/objects/tickets`, { method: 'POST', headers, body: JSON.stringify(ticket('twice')) });
    expect(crm?.records('tickets')).toHaveLength(2);
  });

  it('refuses unique properties when told to, plain ones never', async () => {
    const { url } = await start({ refuseUniqueProperties: true });
    expect((await call(url, 'POST', '/crm/v3/properties/tickets', key)).status).toBe(400);
    expect((await call(url, 'POST', '/crm/v3/properties/tickets', { name: 'effect' })).status).toBe(201);
    expect((await call(url, 'POST', '/crm/v3/properties/tickets', { name: 'effect' })).status).toBe(409);
  });
});

describe('its habits', () => {
  it('the search index lags, reading does not', async () => {
    const { url } = await start({ searchLagMs: [400, 400] });
    const { body } = await call(url, 'POST', '/crm/v3/objects/tickets', ticket('late'));
    expect((await call(url, 'GET', `/crm/v3/objects/tickets/${String(body.id)}`)).status).toBe(200);
    expect((await call(url, 'POST', '/crm/v3/objects/tickets/search', bySubject('late'))).body.total).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await call(url, 'POST', '/crm/v3/objects/tickets/search', bySubject('late'))).body.total).toBe(1);
  });

  it('it commits and then cuts', async () => {
    const { url } = await start({ cutNextWrites: 1 });
    await expect(call(url, 'POST', '/crm/v3/objects/tickets', ticket('cut'))).rejects.toThrow();
    expect(crm?.records('tickets')).toHaveLength(1);
  });

  it('it asks to wait', async () => {
    const { url } = await start({ rateLimitNext: 1, retryAfterSeconds: 3 });
    const { status, headers } = await call(url, 'GET', '/crm/v3/objects/contacts');
    expect([status, headers.get('retry-after')]).toEqual([429, '3']);
    expect((await call(url, 'GET', '/crm/v3/objects/contacts')).status).toBe(200);
  });

  it('they are changed from this machine', async () => {
    const { url } = await start();
    expect((await call(url, 'PUT', '/__habits', { down: 'unavailable' })).body).toMatchObject({ down: 'unavailable' });
    expect((await call(url, 'GET', '/crm/v3/objects/contacts')).status).toBe(503);
  });
});

describe('what was committed', () => {
  const children = path.resolve('apps/demo-crm/dist/main.js');

  it('is there after kill -9, all of what was answered', async () => {
    child = spawn(process.execPath, [children], { env: { ...process.env, CALLMESH_DATA_DIR: folder, DEMO_CRM_PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
    const url = await new Promise<string>((resolve) => child?.stdout?.on('data', (text: Buffer) => resolve(String(text).trim().replace('demo-crm: ', ''))));
    await call(url, 'PUT', '/__habits', { cutAfterCommit: 0, rateLimit: 0 });
    const answered: string[] = [];
    const writing = Array.from({ length: 200 }, async (_, n) => {
      const { body } = await call(url, 'POST', '/crm/v3/objects/tickets', ticket(`t${n}`));
      answered.push(String(body.id));
      if (answered.length === 60) child?.kill('SIGKILL');
    });
    await Promise.allSettled(writing);
    const { records } = await start({}, path.join(folder, 'demo-crm.jsonl'));
    expect(answered.length).toBeGreaterThanOrEqual(60);
    expect(records('tickets').map(({ id }) => id)).toEqual(expect.arrayContaining(answered));
    expect(records('contacts')).toHaveLength(10);
  });

  it('survives a last line that was half written', async () => {
    const dataFile = path.join(folder, 'crm.jsonl');
    const first = await start({}, dataFile);
    await call(first.url, 'POST', '/crm/v3/objects/tickets', ticket('whole'));
    await first.close();
    await appendFile(dataFile, '[{"step":"record","record":{"type":"tick');
    const second = await start({}, dataFile);
    await call(second.url, 'POST', '/crm/v3/objects/tickets', ticket('next'));
    await second.close();
    expect((await start({}, dataFile)).records('tickets').map(({ properties }) => properties.subject)).toEqual(['whole', 'next']);
  });
});

describe('the page', () => {
  it('shows what callmesh changed, and nothing that a caller says runs in it', async () => {
    const { url } = await start();
    await call(url, 'PATCH', '/crm/v3/objects/orders/10011', { properties: { hs_external_order_status: 'cancelled' } });
    await call(url, 'POST', '/crm/v3/objects/tickets', ticket('<script>alert(1)</script>'));
    const page = await (await fetch(url)).text();
    expect(page).toContain('<s>open</s> → <b>cancelled</b>');
    expect(page).toContain('&#60;script&#62;alert(1)');
    expect(page).not.toContain('<script');
  });
});
