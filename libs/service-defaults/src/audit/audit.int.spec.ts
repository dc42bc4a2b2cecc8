import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { chainFromJson, checkpointOf, verifyAudit, type AuditChainJson, type EntryPlace } from '@callmesh/claim-check';
import { DomainError } from '@callmesh/event-sourcing';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '@callmesh/testing';
import type { Role } from '../access/caller.js';
import { loadEnvironment } from '../config/load-environment.js';
import { Roles } from '../http/access.decorators.js';
import { Documented } from '../http/documented.decorator.js';
import { setUpLogs } from '../logs/logger.js';
import { runServices, type RunningServices } from '../runtime/run-services.js';
import { defineService } from '../service.js';
import { Unaudited } from './change-audit.js';

const done: string[] = [];

@Controller('settings')
class SettingsController {
  @Get()
  show(): string {
    return 'for everybody';
  }

  @Put(':name')
  @Roles('supervisor')
  @Documented({ summary: 'Change a setting' })
  set(@Param('name') name: string): void {
    done.push(name);
  }

  @Delete(':name')
  refuse(): never {
    throw new DomainError('SETTING.IN_USE', 'it is in use');
  }

  @Post('calls')
  @Unaudited()
  call(): void {
    done.push('call');
  }
}

const ingestion = defineService({ name: 'ingestion', migrations: [], controllers: [SettingsController], reactors: [], inlineProjections: [], asyncProjections: [], jobs: [], providers: [] });

describe('the audit by API', () => {
  let database: TestDatabase;
  let dataDir: string;
  let running: RunningServices;
  const keys = new Map<string, string>();

  beforeAll(async () => {
    setUpLogs({ level: 'silent' });
    database = await createTestDatabase();
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-audit-'));
    running = await runServices([ingestion], loadEnvironment({ DATABASE_URL: database.adminUrl, CALLMESH_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'), CALLMESH_PORT: '0', CALLMESH_SWEEP_HOURS: '0', CALLMESH_DATA_DIR: dataDir }), { exclusive: true, secret: TEST_SECRET });
    for (const role of ['agent', 'supervisor', 'auditor', 'operator'] as const) keys.set(role, (await running.keys.create('acme', `a-${role}`, role)).clear);
  });
  afterAll(async () => {
    await running.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const ask = async (role: Role, method: string, route: string): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${running.url}/api/v1${route}`, { method, headers: { authorization: `Bearer ${keys.get(role) ?? ''}` } });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') || text.startsWith('[') ? (JSON.parse(text) as unknown) : text };
  };
  const lines = async (): Promise<string[]> => {
    const { body } = await ask('auditor', 'GET', '/audit');
    return (body as { entries: { actor: string; action: string; reference: string; outcome: string; purpose: string }[] }).entries.map(({ actor, action, reference, outcome, purpose }) => [actor, action, reference, outcome, purpose].join(' | '));
  };

  it('holds every change by API before it is done, and what was refused or failed, without a word of the request', async () => {
    await ask('supervisor', 'PUT', '/settings/threshold?note=Violet+King');
    await ask('agent', 'PUT', '/settings/threshold');
    await ask('supervisor', 'DELETE', '/settings/threshold');
    await ask('agent', 'POST', '/settings/calls');
    await ask('agent', 'GET', '/settings');
    expect(done).toEqual(['threshold', 'call']);
    const expected = [
      'supervisor:a-supervisor | DELETE /settings/:name | api://acme/settings/threshold | HTTP 409 | refuse',
      'supervisor:a-supervisor | DELETE /settings/:name | api://acme/settings/threshold | allowed | refuse',
      'agent:a-agent | PUT /settings/:name | api://acme/settings/threshold | HTTP 403 | Change a setting',
      'supervisor:a-supervisor | PUT /settings/:name | api://acme/settings/threshold | allowed | Change a setting',
    ];
    // The line of a refusal follows its answer.
    for (const until = Date.now() + 10_000; Date.now() < until && (await lines()).length < expected.length; ) await sleep(20);
    expect((await lines()).sort()).toEqual(expected.sort());
  });

  it('is read by an auditor, who may do nothing else, and by nobody of the tenant who has another role', async () => {
    expect((await ask('auditor', 'GET', '/settings')).status).toBe(403);
    expect((await ask('auditor', 'POST', '/settings/calls')).status).toBe(403);
    for (const role of ['agent', 'supervisor'] as const) expect([role, (await ask(role, 'GET', '/audit')).status]).toEqual([role, 403]);
    expect((await ask('auditor', 'GET', '/audit?tenantId=rival')).status).toBe(403);
    expect(await ask('operator', 'GET', '/audit?tenantId=rival')).toEqual({ status: 200, body: { entries: [], next: null } });
  });

  it('is sealed by itself, and verified by whoever reads it', async () => {
    const written = (await lines()).length;
    const read = async <T>(route: string): Promise<T> => (await ask('auditor', 'GET', route)).body as T;
    const verify = async (file?: string) =>
      verifyAudit(
        {
          keys: async () => (await read<{ publicKey: string }[]>('/audit/keys')).map(({ publicKey }) => Buffer.from(publicKey, 'base64')),
          chainAfter: async (seal) => chainFromJson(await read<AuditChainJson>(`/audit/chain?after=${seal}`)),
          positionsAfter: (position) => read<EntryPlace[]>(`/audit/places?after=${position}`),
        },
        { now: Date.now(), ...(file !== undefined && { checkpoint: checkpointOf(file) }) },
      );
    for (const until = Date.now() + 30_000; Date.now() < until && (await verify()).entries < written; ) await sleep(100);
    const file = JSON.stringify((await ask('auditor', 'GET', '/audit/checkpoint')).body);
    expect(await verify(file)).toMatchObject({ intact: true, tenant: 'acme' });
    expect((await verify(file)).entries).toBeGreaterThanOrEqual(written);
    expect(() => checkpointOf('{"kind":"something else"}')).toThrow('no checkpoint');
  });
});
