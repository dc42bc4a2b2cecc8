import { connect } from 'node:net';
import { Body, Controller, Get, Module, Post, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from '@callmesh/event-sourcing';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '@callmesh/testing';
import { z } from 'zod';
import { setUpLogs } from '../logs/logger.js';
import type { Caller } from '../access/caller.js';
import { openAccess, provisionAccess, type Access } from '../access/open-access.js';
import { Readiness } from '../health/readiness.js';
import { CurrentCaller, OperatorsOnly, Public, Roles } from './access.decorators.js';
import { createApp } from './create-app.js';
import { Documented } from './documented.decorator.js';
import { parseBody } from './parse-body.js';

const Order = z.object({ id: z.string().regex(/^\d+$/, 'digits only'), amount: z.number().positive() });

@Controller('things')
class ThingsController {
  @Get()
  whoAmI(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }

  @Get('open')
  @Public()
  open(): { open: true } {
    return { open: true };
  }

  @Post('review')
  @Roles('reviewer')
  @Documented({ summary: 'Review a thing', body: Order, response: z.object({ ok: z.boolean() }) })
  review(@Body() body: unknown): { ok: boolean } {
    parseBody(Order, body);
    return { ok: true };
  }

  @Get('mesh')
  @OperatorsOnly()
  mesh(): string {
    return 'all tenants';
  }

  @Get('conflict')
  conflict(): never {
    throw new DomainError('ACTION.NOT_AWAITING_REVIEW', 'the action was decided by another reviewer', { actionId: 'a-1' });
  }

  @Get('broken')
  broken(): never {
    throw new Error('select * from secret_table');
  }
}

describe('the HTTP application', () => {
  let database: TestDatabase;
  let access: Access;
  let app: NestFastifyApplication;
  let base: string;
  const readiness = new Readiness();

  beforeAll(async () => {
    setUpLogs({ level: 'silent' });
    database = await createTestDatabase();
    access = await openAccess(await provisionAccess({ adminUrl: database.adminUrl, secret: TEST_SECRET }));
    const module: Type = class {};
    Module({})(module);
    const operations: Type = class {};
    Module({})(operations);
    app = await createApp({
      services: [{ module, controllers: [ThingsController] }],
      keys: access.keys,
      keepsKeys: true,
      readiness,
      controllers: [ThingsController],
      operations: { module: operations },
    });
    await app.listen(0, '127.0.0.1');
    base = await app.getUrl();
  });

  afterAll(async () => {
    await app.close();
    await access.close();
    await database.drop();
  });

  const call = async (method: 'GET' | 'POST' | 'DELETE' | 'PATCH', url: string, key?: string, payload?: object) => {
    const headers = { ...(key ? { authorization: `Bearer ${key}` } : {}), ...(payload ? { 'content-type': 'application/json' } : {}) };
    const response = await fetch(`${base}${url}`, { method, headers, ...(payload ? { body: JSON.stringify(payload) } : {}) });
    const text = await response.text();
    return { status: response.status, type: response.headers.get('content-type'), challenge: response.headers.get('www-authenticate'), headers: response.headers, body: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>) };
  };
  const keyOf = async (role: 'reviewer' | 'agent' | 'admin' | 'operator', tenant = 'acme') => (await access.keys.create(tenant, `a ${role}`, role)).clear;

  it('lets nobody in without a key', async () => {
    const { status, type, challenge, body } = await call('GET', '/api/v1/things');
    expect({ status, type, challenge, code: body?.code }).toEqual({ status: 401, type: 'application/problem+json', challenge: 'Bearer', code: 'AUTH.MISSING' });
  });

  it.each(['cm_abcdefgh_' + 'x'.repeat(43), 'nonsense', "cm_' or 1=1 --"])('refuses the key %p', async (key) => {
    expect((await call('GET', '/api/v1/things', key)).status).toBe(401);
  });

  it('knows a caller by its key: tenant, role, name', async () => {
    expect((await call('GET', '/api/v1/things', await keyOf('reviewer'))).body).toEqual({ tenantId: 'acme', role: 'reviewer', name: 'a reviewer' });
  });

  it('opens what is public, and nothing beside it', async () => {
    const open = await Promise.all(['/api/v1/things/open', '/health/live', '/health/ready', '/api/v1/openapi.json'].map((url) => call('GET', url)));
    expect(open.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await call('GET', '/api/v1/keys')).status).toBe(401);
  });

  it('lets a role do what its routes say; admin everything in its tenant, but not what is the operator\'s', async () => {
    const status = async (role: 'reviewer' | 'agent' | 'admin' | 'operator', method: 'GET' | 'POST', url: string) => (await call(method, url, await keyOf(role), method === 'POST' ? { id: '1', amount: 2 } : undefined)).status;
    expect(await status('reviewer', 'POST', '/api/v1/things/review')).toBe(201);
    expect(await status('agent', 'POST', '/api/v1/things/review')).toBe(403);
    expect(await status('admin', 'POST', '/api/v1/things/review')).toBe(201);
    expect(await status('admin', 'GET', '/api/v1/things/mesh')).toBe(403);
    expect(await status('reviewer', 'GET', '/api/v1/keys')).toBe(403);
  });

  it('lists every fault of a body at once', async () => {
    const { status, body } = await call('POST', '/api/v1/things/review', await keyOf('reviewer'), { id: 'x', amount: -1 });
    expect({ status, code: body?.code }).toEqual({ status: 400, code: 'REQUEST.INVALID' });
    expect((body?.faults as { field: string }[]).map(({ field }) => field)).toEqual(['id', 'amount']);
  });

  it('gives a broken rule its code and details, and shows nothing of a fault of its own', async () => {
    const key = await keyOf('agent');
    expect((await call('GET', '/api/v1/things/conflict', key)).body).toMatchObject({ status: 409, code: 'ACTION.NOT_AWAITING_REVIEW', actionId: 'a-1' });
    const broken = await call('GET', '/api/v1/things/broken', key);
    expect(broken.body).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(JSON.stringify(broken.body)).not.toContain('secret_table');
    expect((await call('GET', '/api/v1/nowhere', key)).body).toMatchObject({ status: 404, code: 'ROUTE.NOT_FOUND' });
    const { status, body, headers } = await call('PATCH', '/api/v1/keys/some?x=1', key);
    expect({ status, allow: headers.get('allow'), body }).toMatchObject({ status: 405, allow: 'DELETE', body: { code: 'REQUEST.METHOD_NOT_ALLOWED' } });
    expect((await call('DELETE', '/api/v1/keys', key)).headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it('answers a NUL, which no text column takes, as the caller\'s fault', async () => {
    const admin = await keyOf('admin');
    for (const answer of [await call('DELETE', '/api/v1/keys/a%00b', admin), await call('POST', '/api/v1/keys', admin, { name: 'a\u0000b', role: 'agent' })]) {
      expect(answer).toMatchObject({ status: 400, type: 'application/problem+json', body: { code: 'REQUEST.INVALID' } });
    }
  });

  it.each([
    ['an address that is too long', `DELETE /api/v1/keys/${'x'.repeat(500)} HTTP/1.1`, 414],
    ['an address that cannot be read', 'GET /api/v1/%zz HTTP/1.1', 400],
    ['headers that are too large', `GET /health/live HTTP/1.1\r\nx-large: ${'x'.repeat(50_000)}`, 431],
    ['what is no request', 'HELLO', 400],
  ])('answers %s as a problem, too, and does not repeat it', async (_, head, status) => {
    const answer = await raw(base, `${head}\r\nhost: callmesh\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(answer).toContain('"code":"REQUEST.INVALID"');
    expect(answer).not.toMatch(/xxx|%zz|HELLO/);
  });

  it('shows a key once, lists it without its secret, and forgets it at once when it is revoked', async () => {
    const admin = await keyOf('admin', 'shop');
    const { key, prefix } = (await call('POST', '/api/v1/keys', admin, { name: 'night shift', role: 'reviewer' })).body as { key: string; prefix: string };
    expect((await call('GET', '/api/v1/things', key)).body).toEqual({ tenantId: 'shop', role: 'reviewer', name: 'night shift' });
    const listed = (await call('GET', '/api/v1/keys', admin)).body as unknown as { prefix: string; lastUsedAt: string | null }[];
    expect(listed.find((k) => k.prefix === prefix)?.lastUsedAt).toEqual(expect.any(String));
    expect(JSON.stringify(listed)).not.toContain(key.slice(12));
    expect((await call('DELETE', `/api/v1/keys/${prefix}`, await keyOf('admin', 'other'))).status).toBe(404);
    expect((await call('DELETE', `/api/v1/keys/${prefix}`, admin)).status).toBe(204);
    expect((await call('GET', '/api/v1/things', key)).status).toBe(401);
  });

  it('makes no operator\'s key for a tenant\'s admin', async () => {
    expect((await call('POST', '/api/v1/keys', await keyOf('admin'), { name: 'x', role: 'operator' })).status).toBe(400);
  });

  it('describes every route: a summary, a shape for what has one, and what is closed', async () => {
    const document = (await call('GET', '/api/v1/openapi.json')).body as { paths: Record<string, Record<string, { summary?: string; security?: unknown; requestBody?: { content: Record<string, { schema: unknown }> } }>> };
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.every(({ summary }) => summary)).toBe(true);
    expect(document.paths['/api/v1/things/review']?.post?.requestBody?.content['application/json']?.schema).toMatchObject({ required: ['id', 'amount'] });
    expect(document.paths['/health/live']?.get?.security).toBeUndefined();
    expect(document.paths['/api/v1/things']?.get?.security).toEqual([{ apiKey: [] }]);
  });

  it('is not ready while something is missing, and says what', async () => {
    readiness.add({ name: 'speech', check: () => Promise.reject(new Error('no server')) });
    expect(await call('GET', '/health/ready')).toMatchObject({ status: 503, body: { checks: [{ name: 'speech', ok: false, remark: 'no server' }] } });
  });
});

/** Sends bytes as they are, because a client would mend them. */
function raw(base: string, text: string): Promise<string> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', (part) => (answer += part.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
