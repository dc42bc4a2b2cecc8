import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadEnvironment, runServices, setUpLogs, type Role, type RunningServices } from '@callmesh/service-defaults';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '@callmesh/testing';
import pg from 'pg';
import { service } from '../insights.module.js';
import { PHONE, storingService, TRANSCRIPT, type StoredCall } from '../testing/storing-service.js';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

const PER_HOUR = 6;
const reason = 'call the customer back';
let database: TestDatabase;
let dataDir: string;
let running: RunningServices;
let call: StoredCall;

beforeAll(async () => {
  setUpLogs({ level: 'silent' });
  database = await createTestDatabase();
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-reads-'));
  const env = { DATABASE_URL: database.adminUrl, CALLMESH_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'), CALLMESH_PORT: '0', CALLMESH_DATA_DIR: dataDir, CALLMESH_PERSONAL_READS_PER_HOUR: String(PER_HOUR) };
  running = await runServices([storingService, service], loadEnvironment(env), { exclusive: true, secret: TEST_SECRET });
  call = (await ask(undefined, 'POST', '/stored-calls/one', {})).body as unknown as StoredCall;
  const supervisor = await keyOf('supervisor');
  for (let status = 0; status !== 200; await sleep(20)) ({ status } = await ask(supervisor, 'GET', `/conversations/${call.conversationId}/thread`));
}, 60_000);

afterAll(async () => {
  await running.stop();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

let keys = 0;
/** A key of a name of its own: what it asks for is counted by itself. */
const keyOf = async (role: Role, resolves: string[] = [], tenantId = 'acme'): Promise<string> => (await running.keys.create(tenantId, `${role} ${(keys += 1)}`, role, resolves)).clear;

async function ask(key: string | undefined, method: 'GET' | 'POST', route: string, body?: object): Promise<Answer> {
  const headers = { ...(key ? { authorization: `Bearer ${key}` } : {}), ...(body ? { 'content-type': 'application/json' } : {}) };
  const response = await fetch(`${running.url}/api/v1${route}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {} };
}

const resolve = (key: string, reference = call.phone): Promise<Answer> => ask(key, 'POST', '/vault/resolve', { reference, reason });
const grant = (key: string, uri: string, seconds = 60): Promise<Answer> => ask(key, 'POST', '/grants', { uri, reason, seconds });
const refusal = ({ status, body }: Answer): unknown => [status, body['code']];
const open = (answer: Answer): Promise<Answer> => ask(undefined, 'GET', String(answer.body['path']).replace('/api/v1', ''));

/** Lines of the vault's audit for an actor: action, outcome, purpose. */
async function auditOf(actor: RegExp): Promise<string[]> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  const { rows } = await client.query<{ actor: string; line: string }>(`select actor, action || ' ' || outcome || ': ' || purpose as line from vault.audit where service = 'callmesh_insights' order by position`);
  await client.end();
  return rows.filter((row) => actor.test(row.actor)).map(({ line }) => line);
}

describe('a placeholder’s value', () => {
  it('is read by a reviewer, and by a subscriber whose key names its type; the audit has who and why', async () => {
    for (const key of [await keyOf('reviewer'), await keyOf('subscriber', ['EMAIL', 'PHONE'])]) {
      const answer = await resolve(key);
      expect([answer.status, answer.body, answer.headers.get('cache-control')]).toEqual([200, { placeholder: '[PHONE_1]', value: PHONE }, 'no-store']);
    }
    expect(await auditOf(/^(reviewer|subscriber):/)).toEqual([`resolve allowed: ${reason}`, `resolve allowed: ${reason}`]);
  });

  it('is kept from a subscriber without its type, and from other roles; the refusal is audited', async () => {
    const subscriber = await keyOf('subscriber', ['EMAIL']);
    expect(refusal(await resolve(subscriber))).toEqual([403, 'RESOLUTION.FORBIDDEN']);
    expect((await auditOf(/^subscriber:/)).at(-1)).toBe(`resolve RESOLUTION.FORBIDDEN: ${reason}`);
    for (const role of ['agent', 'operator'] as const) expect(refusal(await resolve(await keyOf(role, ['PHONE'])))).toEqual([403, 'AUTH.FORBIDDEN']);
  });

  it('is kept from another tenant, whatever it calls the conversation', async () => {
    const stranger = await keyOf('admin', [], 'rival');
    expect(refusal(await resolve(stranger))).toEqual([403, 'VAULT.WRONG_TENANT']);
    expect(refusal(await resolve(stranger, call.phone.replace('acme', 'rival')))).toEqual([404, 'VAULT.NOT_FOUND']);
  });

  it('takes a reason, and a reference', async () => {
    const reviewer = await keyOf('reviewer');
    expect(refusal(await ask(reviewer, 'POST', '/vault/resolve', { reference: call.phone, reason: '  x ' }))).toEqual([400, 'REQUEST.INVALID']);
    expect(refusal(await resolve(reviewer, 'vault://acme/../[PHONE_1]'))).toEqual([400, 'VAULT.BAD_URI']);
  });

  it('is given so many times in an hour to one caller, refusals counted; the first too many is audited', async () => {
    const key = await keyOf('subscriber', []);
    for (let n = 0; n < PER_HOUR; n += 1) expect(refusal(await resolve(key))).toEqual([403, 'RESOLUTION.FORBIDDEN']);
    const limited = [await resolve(key), await grant(key, call.transcript.uri)];
    expect(limited.map(refusal)).toEqual([[429, 'READS.RATE_LIMITED'], [429, 'READS.RATE_LIMITED']]);
    expect(Number(limited[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await auditOf(/^subscriber:/)).filter((line) => line.includes('RATE_LIMITED'))).toEqual([`resolve READS.RATE_LIMITED: ${reason}`]);
    expect((await resolve(await keyOf('reviewer'))).status).toBe(200);
  });
});

describe('a grant', () => {
  it('opens the stored object without a key, for its time', async () => {
    const given = await grant(await keyOf('subscriber'), call.transcript.uri, 1);
    expect(given).toMatchObject({ status: 201, body: { expiresInSeconds: 1, sha256: call.transcript.sha256, mediaType: 'application/json' } });
    const opened = await open(given);
    expect([opened.status, opened.text, opened.headers.get('content-type'), opened.headers.get('cache-control')]).toEqual([200, TRANSCRIPT, 'application/json', 'no-store']);
    let after = opened;
    while (after.status === 200) {
      await sleep(50);
      after = await open(given);
    }
    expect(refusal(after)).toEqual([401, 'CLAIM.GRANT_EXPIRED']);
    const lines = await auditOf(/^subscriber:/);
    for (const line of ['grant allowed', 'open-grant allowed', 'read allowed', 'open-grant CLAIM.GRANT_EXPIRED']) expect(lines).toContain(`${line}: ${reason}`);
  });

  it('for a raw recording, is for the role named for it and for no other, not even an admin; players get the range they ask for', async () => {
    for (const role of ['reviewer', 'subscriber', 'supervisor', 'admin'] as const) expect(refusal(await grant(await keyOf(role), call.original.uri))).toEqual([403, 'GRANT.FORBIDDEN']);
    const given = await grant(await keyOf('raw-audio'), call.original.uri);
    expect((await open(given)).text).toBe('sound');
    const part = await fetch(`${running.url}${String(given.body['path'])}`, { headers: { range: 'bytes=1-3' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 1-3/5', 'oun']);
    expect(await auditOf(/^raw-audio:/)).toContain(`grant allowed: ${reason}`);
  });

  it('is for what an event of one’s own tenant has told of, and for an hour at most', async () => {
    const supervisor = await keyOf('supervisor');
    expect(refusal(await grant(await keyOf('raw-audio'), call.original.uri.replace('original', 'quarantined')))).toEqual([404, 'CLAIM.NOT_FOUND']);
    expect(refusal(await grant(await keyOf('admin', [], 'rival'), call.transcript.uri))).toEqual([403, 'CLAIM.WRONG_TENANT']);
    expect(refusal(await grant(supervisor, call.transcript.uri, 3_601))).toEqual([400, 'REQUEST.INVALID']);
    expect(refusal(await ask(undefined, 'GET', '/grants/unknown'))).toEqual([401, 'CLAIM.GRANT_UNKNOWN']);
  });
});
