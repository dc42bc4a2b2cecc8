import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '@callmesh/event-sourcing';
import { loadEnvironment, migrate, runServices, setUpLogs, type Environment, type Role, type RunningServices } from '@callmesh/service-defaults';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '@callmesh/testing';
import { ingestion } from './ingestion.module.js';
import { complete } from './testing/ingestion-kit.js';
import { makeAudio } from './testing/make-audio.js';

type Answer = Record<string, unknown>;

describe('ingestion, running alone', () => {
  let database: TestDatabase;
  let running: RunningServices;
  let other: RunningServices;
  let startOther: (more?: Partial<Environment>) => Promise<RunningServices>;
  let data: string;
  let inbox: string;
  let wav: Buffer;
  const keys = new Map<Role, string>();
  beforeAll(async () => {
    setUpLogs({ level: 'silent' });
    wav = await makeAudio({ format: 'wav', encoder: 'pcm_mulaw', channels: 2, seconds: 1 });
    database = await createTestDatabase();
    data = await mkdtemp(path.join(tmpdir(), 'callmesh-http-'));
    inbox = path.join(data, 'inbox');
    const env = loadEnvironment({
      DATABASE_URL: database.adminUrl, CALLMESH_DATA_DIR: data, CALLMESH_PORT: '0', CALLMESH_MASTER_KEY: randomBytes(32).toString('base64'), CALLMESH_MIN_FREE_MB: '1', CALLMESH_MAX_UPLOAD_MB: '1',
      CALLMESH_WATCH_DIR: inbox, CALLMESH_WATCH_TENANT: 'acme', CALLMESH_WATCH_SETTLE_MS: '100',
    });
    running = await runServices([ingestion], env, { exclusive: true, secret: TEST_SECRET });
    // A second process of the service, on the same folder.
    startOther = (more = {}) => runServices([ingestion], { ...env, ...more }, { secret: TEST_SECRET });
    other = await startOther();
    for (const role of ['operator', 'reviewer', 'agent'] as const) keys.set(role, (await running.keys.create('acme', `test-${role}`, role)).clear);
  });
  afterAll(async () => {
    await Promise.all([running.stop(), other.stop()]);
    await database.drop();
    await rm(data, { recursive: true, force: true });
  });

  async function call(method: string, route: string, body?: FormData | object, role: Role = 'operator'): Promise<{ status: number; body: Answer }> {
    const json = body !== undefined && !(body instanceof FormData);
    const response = await fetch(`${running.url}/api/v1${route}`, {
      method,
      headers: { authorization: `Bearer ${keys.get(role) ?? ''}`, ...(json ? { 'content-type': 'application/json' } : {}) },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : (body as FormData) }),
    });
    return { status: response.status, body: (await response.json()) as Answer };
  }
  /** A multipart request whose body is not what it should be. */
  async function broken(body: string): Promise<{ status: number; body: Answer }> {
    const response = await fetch(`${running.url}/api/v1/calls`, { method: 'POST', headers: { authorization: `Bearer ${keys.get('operator') ?? ''}`, 'content-type': 'multipart/form-data; boundary=b' }, body });
    return { status: response.status, body: (await response.json()) as Answer };
  }
  function form(bytes: Buffer, metadata?: object, metadataFirst = true): FormData {
    const fields = new FormData();
    const meta = (): void => void (metadata && fields.set('metadata', JSON.stringify(metadata)));
    if (metadataFirst) meta();
    fields.set('file', new Blob([new Uint8Array(bytes)]), 'call.wav');
    if (!metadataFirst) meta();
    return fields;
  }

  it('does not start on a watched folder that cannot be one, and says which', async () => {
    const file = path.join(data, 'no-folder');
    await writeFile(file, '');
    for (const folder of [file, ...(process.platform === 'linux' ? ['/proc/callmesh-cannot-be'] : [])]) {
      await expect(startOther({ CALLMESH_WATCH_DIR: folder })).rejects.toMatchObject({ code: 'CONFIG.WATCH_DIRECTORY', message: expect.stringContaining(folder) as string });
    }
  });

  it.each([['before', true], ['after', false]])('takes an upload, metadata %s the file', async (where, first) => {
    const { status, body } = await call('POST', '/calls', form(Buffer.concat([wav, Buffer.from(where)]), { ...complete, callId: `http-${where}` }, first));
    expect({ status, body }).toMatchObject({ status: 202, body: { status: 'accepted', audioVersion: 1 } });
    const shown = await call('GET', `/calls/${String(body.conversationId)}`, undefined, 'reviewer');
    expect(shown).toMatchObject({ status: 200, body: { status: 'recorded', recorded: { agentId: 'a-101', durationMs: 1000, customer: { placeholder: '[PHONE_1]' } }, deliveries: [{ status: 'accepted' }] } });
    expect(JSON.stringify(shown.body)).not.toContain('555');
  });

  it('quarantines, lists, and takes the fix back', async () => {
    const { body } = await call('POST', '/calls', form(Buffer.concat([wav, Buffer.from('q')]), { callId: 'http-q', consent: 'granted' }));
    expect(body).toMatchObject({ status: 'quarantined', code: 'METADATA.MISSING', missing: ['agentId', 'startedAt'] });
    const listed = (await call('GET', '/quarantine')).body as unknown as Answer[];
    expect(listed.find(({ quarantineId }) => quarantineId === body.quarantineId)).toMatchObject({ code: 'METADATA.MISSING', fileName: 'call.wav', fileKept: true, reason: expect.stringContaining('agentId') });
    const fixed = await call('POST', `/quarantine/${String(body.quarantineId)}/resubmit`, { metadata: { agentId: 'a-1', startedAt: complete.startedAt } });
    expect(fixed).toMatchObject({ status: 202, body: { status: 'accepted', conversationId: body.conversationId } });
  });

  it('takes a better file for a broken one', async () => {
    const { body } = await call('POST', '/calls', form(Buffer.from('%PDF-1.4 no call'), { ...complete, callId: 'http-pdf' }));
    expect(body).toMatchObject({ status: 'quarantined', code: 'AUDIO.UNREADABLE' });
    const fixed = await call('POST', `/quarantine/${String(body.quarantineId)}/resubmit`, form(Buffer.concat([wav, Buffer.from('f')])));
    expect(fixed.body).toMatchObject({ status: 'accepted', conversationId: body.conversationId });
  });

  it('keeps a connection’s field map, and uses it', async () => {
    const config = { platform: 'zoom', fieldMap: { callId: '$.id', agentId: '$.owner.id', startedAt: '$.start' }, defaults: { consent: 'granted' } };
    expect((await call('PUT', '/connections/zoom', config)).body).toMatchObject({ id: 'zoom', required: ['callId', 'agentId', 'startedAt'] });
    expect((await call('GET', '/connections/zoom')).body).toMatchObject(config);
    const fields = form(Buffer.concat([wav, Buffer.from('z')]), { id: 'z-1', owner: { id: 'a-9' }, start: complete.startedAt });
    fields.set('connection', 'zoom');
    const { body } = await call('POST', '/calls', fields);
    expect((await call('GET', `/calls/${String(body.conversationId)}`)).body).toMatchObject({ recorded: { platform: 'zoom', platformCallId: 'z-1', agentId: 'a-9' } });
  });

  it.each([
    ['a role that may not upload', () => call('POST', '/calls', form(wav, complete), 'reviewer'), 403, 'AUTH.FORBIDDEN'],
    ['an agent, who may not read calls', () => call('GET', '/calls/x', undefined, 'agent'), 403, 'AUTH.FORBIDDEN'],
    ['a call that does not exist', () => call('GET', '/calls/x'), 404, 'CALL.NOT_FOUND'],
    ['a connection that does not exist', () => call('GET', '/connections/x'), 404, 'CONNECTION.NOT_FOUND'],
    ['a connection that drops a required field', () => call('PUT', '/connections/x', { platform: 'x', required: ['callId', 'startedAt'] }), 409, 'CONNECTION.REQUIRED_FIELD_DROPPED'],
    ['a path that is none', () => call('PUT', '/connections/x', { platform: 'x', fieldMap: { callId: 'a b' } }), 400, 'REQUEST.INVALID'],
    ['JSON instead of a form', () => call('POST', '/calls', {}), 415, 'REQUEST.UNSUPPORTED_MEDIA'],
    ['a form without a file', () => call('POST', '/calls', Object.assign(new FormData())), 400, 'REQUEST.INVALID'],
    ['a multipart body without its boundary', () => broken('nothing like it'), 400, 'REQUEST.INVALID'],
    ['a multipart body that ends within the file', () => broken('--b\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\nRIFF'), 400, 'REQUEST.INVALID'],
    ['metadata that is no object', () => { const fields = form(wav); fields.set('metadata', '[1]'); return call('POST', '/calls', fields); }, 400, 'REQUEST.INVALID'],
    ['a file that is too large', () => call('POST', '/calls', form(Buffer.alloc(1_200_000), complete)), 413, 'AUDIO.TOO_LARGE'],
    ['an unknown entry', () => call('POST', '/quarantine/x/resubmit', { metadata: {} }), 404, 'QUARANTINE.NOT_FOUND'],
  ])('refuses %s', async (_, request, status, code) => {
    expect(await request()).toMatchObject({ status, body: { code } });
  });

  it('a refused upload leaves its connection free for the next request', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (method: string, route: string, headers: Record<string, string>, body: Buffer | string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const asked = request(`${running.url}${route}`, { agent, method, headers: { authorization: `Bearer ${keys.get('operator') ?? ''}`, ...headers }, timeout: 5_000 }, (response) => response.resume().on('end', () => resolve(response.statusCode)));
        asked.on('timeout', () => asked.destroy(new Error('the connection stalled'))).on('error', reject).end(body);
      });
    const large = Buffer.concat([Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'), Buffer.alloc(3_000_000), Buffer.from('\r\n--b--\r\n')]);
    const multipart = { 'content-type': 'multipart/form-data; boundary=b' };
    for (const body of [large, Buffer.concat([Buffer.from('--b\r\ncontent-disposition: form-data; name="other"; filename="a.wav"\r\n\r\n'), large])]) {
      expect(await ask('POST', '/api/v1/calls', multipart, body)).toBeGreaterThanOrEqual(400);
      expect(await ask('GET', '/health/live', {}, '')).toBe(200);
    }
    agent.destroy();
  });

  it('an upload that is cut off stores nothing, and the service goes on', async () => {
    const before = (await readdir(path.join(data, 'claims'), { recursive: true })).length;
    const { hostname, port } = new URL(running.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(`POST /api/v1/calls HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${keys.get('operator') ?? ''}\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 900000\r\n\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="c.wav"\r\n\r\n`);
        socket.write(wav);
        setTimeout(() => socket.destroy(), 200);
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve());
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await readdir(path.join(data, 'claims'), { recursive: true })).length).toBe(before);
    expect((await fetch(`${running.url}/health/live`)).status).toBe(200);
  });

  it('takes what settles in the watched folder; what is broken stays with a note, and is taken once mended', async () => {
    await writeFile(path.join(inbox, 'good.wav'), Buffer.concat([wav, Buffer.from('w')]));
    await writeFile(path.join(inbox, 'good.meta.json'), JSON.stringify({ ...complete, callId: 'w-1' }));
    await writeFile(path.join(inbox, 'bare.wav'), Buffer.concat([wav, Buffer.from('b')]));
    const note = path.join(inbox, 'bare.wav.quarantined.json');
    await until(async () => (await readdir(path.join(inbox, 'done'))).length === 2 && (await readdir(inbox)).includes('bare.wav.quarantined.json'));
    expect(JSON.parse(await readFile(note, 'utf8'))).toMatchObject({ code: 'METADATA.MISSING', quarantineId: expect.any(String) });
    await writeFile(path.join(inbox, 'bare.wav.meta.json'), JSON.stringify({ ...complete, callId: 'w-2' }));
    await until(async () => (await readdir(inbox)).join() === 'done');
    expect((await readdir(path.join(inbox, 'done'))).sort()).toEqual(['bare.wav', 'bare.wav.meta.json', 'good.meta.json', 'good.wav']);
  });

  it('one of several instances takes a watched folder, and another one when that ends', async () => {
    const urls = (await migrate([ingestion], { adminUrl: database.adminUrl, secret: TEST_SECRET })).find(({ name }) => name === 'ingestion');
    const db = await openDatabase({ schema: 'ingestion', appUrl: urls?.appUrl ?? '', workerUrl: urls?.workerUrl ?? '' });
    const watchers = async (): Promise<string[]> => (await db.workerQuery<{ owner: string }>('select owner from folder_leases')).rows.map(({ owner }) => owner);
    // Either of the two may have the folder by now. It is leased with the first file that settles: that one goes to the instance that is stopped below.
    await other.stop();
    await writeFile(path.join(inbox, 'zero.wav'), Buffer.concat([wav, Buffer.from('0')]));
    await writeFile(path.join(inbox, 'zero.meta.json'), JSON.stringify({ ...complete, callId: 'w-0' }));
    await until(async () => (await readdir(path.join(inbox, 'done'))).includes('zero.wav'));
    const before = await watchers();
    expect(before).toHaveLength(1);
    other = await startOther();
    await writeFile(path.join(inbox, 'one.wav'), Buffer.concat([wav, Buffer.from('1')]));
    await writeFile(path.join(inbox, 'one.meta.json'), JSON.stringify({ ...complete, callId: 'w-3' }));
    await until(async () => (await readdir(path.join(inbox, 'done'))).includes('one.wav'));
    expect(await watchers()).toEqual(before);
    await running.stop();
    await writeFile(path.join(inbox, 'two.wav'), Buffer.concat([wav, Buffer.from('2')]));
    await writeFile(path.join(inbox, 'two.meta.json'), JSON.stringify({ ...complete, callId: 'w-4' }));
    await until(async () => (await readdir(path.join(inbox, 'done'))).includes('two.wav'));
    expect(await watchers()).not.toEqual(before);
    await db.close();
  });

  it('a sidecar that cannot be read is named, and nothing is assumed in its place', async () => {
    const { clear } = await other.keys.create('acme', 'folder-owner', 'admin');
    const ask = async (method: string, route: string, body: object): Promise<Record<string, unknown>> => {
      const response = await fetch(`${other.url}/api/v1${route}`, { method, headers: { authorization: `Bearer ${clear}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
      return { http: response.status, ...((await response.json()) as object) };
    };
    // A connection that assumes all: over a sidecar that may say "refused" it must assume nothing.
    const assuming = { platform: 'folder', fieldMap: {}, required: [], defaults: {}, assume: ['agentId', 'callId', 'startedAt', 'consent'] };
    expect(await ask('PUT', '/connections/folder', assuming)).toMatchObject({ http: 200 });
    await writeFile(path.join(inbox, 'torn.wav'), Buffer.concat([wav, Buffer.from('t')]));
    await writeFile(path.join(inbox, 'torn.meta.json'), '{"callId": "w-9",\n "consent": "refused"');
    await until(async () => (await readdir(inbox)).includes('torn.wav.quarantined.json'));
    const note = JSON.parse(await readFile(path.join(inbox, 'torn.wav.quarantined.json'), 'utf8')) as { code: string; reason: string; quarantineId: string };
    expect(note).toMatchObject({ code: 'METADATA.UNREADABLE', reason: expect.stringContaining('torn.meta.json') as string });
    const again = await ask('POST', `/quarantine/${note.quarantineId}/resubmit`, { metadata: { callId: 'w-9', agentId: 'a', startedAt: '2026-11-03T14:05:00Z' } });
    expect(again).toMatchObject({ status: 'quarantined', code: 'CONSENT.UNKNOWN' });
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await condition()); ) {
    if (Date.now() > end) throw new Error('it did not come to pass in 20 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
