import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Controller, Inject, Param, Post } from '@nestjs/common';
import { DATABASE, EVENT_STORE, type Database, type EventStore } from '@callmesh/event-sourcing';
import { registerSchemas } from '@callmesh/messaging';
import { apicurioMissing, createTestDatabase, kafkaMissing, sharedApicurio, startKafka, TEST_SECRET, type TestDatabase, type TestKafka } from '@callmesh/testing';
import type { Caller } from '../access/caller.js';
import { loadEnvironment } from '../config/load-environment.js';
import { CurrentCaller } from '../http/access.decorators.js';
import { setUpLogs } from '../logs/logger.js';
import { runServices, type RunningServices } from '../runtime/run-services.js';
import { defineService } from '../service.js';
import { pythonMissing, readAsOutsider } from './outsider/python.js';

const missing = kafkaMissing() ?? apicurioMissing() ?? pythonMissing();
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;
const USERS = { 'acme-warehouse': 'warehouse secret', 'globex-warehouse': 'other secret' };

@Controller('refusals')
class RefusalsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Post(':id')
  async refuse(@Param('id') id: string, @CurrentCaller() { tenantId }: Caller): Promise<void> {
    const data = { conversationId: id, connection: 'upload', platformCallId: `call of ${tenantId}`, startedAt: 1_772_446_530_000 };
    await this.db.transaction(tenantId, (tx) =>
      this.store.append(tx, `call-${id}`, 0, [{ type: 'call.refused-no-consent.v1', data }], { conversationId: id, causationId: null, time: '2026-03-02T10:15:30.000Z' }),
    );
  }
}

const nothing = { migrations: [], reactors: [], inlineProjections: [], asyncProjections: [], jobs: [], providers: [] };
const ingestion = defineService({ ...nothing, name: 'ingestion', controllers: [RefusalsController] });

tier(`an outsider in another language${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let kafka: TestKafka;
  let registry: string;
  let database: TestDatabase;
  let dataDir: string;
  let running: RunningServices;

  const call = async (tenantId: string, role: 'operator' | 'agent', route: string, body?: object): Promise<{ status: number; body: unknown }> => {
    const { clear } = await running.keys.create(tenantId, `${role}-${randomUUID()}`, role);
    const headers = { authorization: `Bearer ${clear}`, ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(`${running.url}/api/v1${route}`, { method: 'POST', headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  const outsider = (username: keyof typeof USERS, topic: string, count: number, group: string) => ({ brokers: kafka.brokersOf('OUTSIDE'), registry, username, password: USERS[username], topic, count, group });

  beforeAll(async () => {
    if (missing) throw new Error(missing);
    setUpLogs({ level: 'silent' });
    const users = Object.entries(USERS).map(([name, password]) => `user_${name}="${password}"`).join(' ');
    const settings = { 'sasl.enabled.mechanisms': 'PLAIN', 'plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required ${users};` };
    kafka = await startKafka({ acls: {}, listeners: [{ name: 'OUTSIDE', protocol: 'SASL_PLAINTEXT', settings }] });
    registry = (await sharedApicurio()).url;
    await registerSchemas({ url: registry });
    database = await createTestDatabase();
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-outsider-'));
    const env = { DATABASE_URL: database.adminUrl, CALLMESH_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'), CALLMESH_PORT: '0', CALLMESH_DATA_DIR: dataDir, KAFKA_BROKERS: kafka.brokers, SCHEMA_REGISTRY_URL: registry };
    running = await runServices([ingestion], loadEnvironment(env), { secret: TEST_SECRET });
  }, 180_000);
  afterAll(async () => {
    await running?.stop();
    await database?.drop();
    await kafka?.close();
    if (dataDir) await rm(dataDir, { recursive: true, force: true });
  });

  it('reads its tenant’s events with the broker and the registry alone: headers and Avro; nobody else’s, and no internal topic', async () => {
    expect((await call('acme', 'agent', '/subscriptions', { name: 'warehouse', principal: 'User:acme-warehouse' })).status).toBe(403);
    const subscribed = await call('acme', 'operator', '/subscriptions', { name: 'warehouse', principal: 'User:acme-warehouse', topics: ['calls'] });
    expect(subscribed).toMatchObject({ status: 201, body: { tenantId: 'acme', read: ['acme.calls'], groupPrefix: 'acme:', access: { applied: true, reason: null } } });
    expect((await call('globex', 'operator', '/subscriptions', { name: 'warehouse', principal: 'User:globex-warehouse', topics: ['calls'] })).status).toBe(201);
    const id = randomUUID();
    expect((await call('globex', 'agent', `/refusals/${randomUUID()}`)).status).toBe(201);
    expect((await call('acme', 'agent', `/refusals/${id}`)).status).toBe(201);

    const [own, internal, stranger] = await Promise.all([
      readAsOutsider(outsider('acme-warehouse', 'acme.calls', 1, 'acme:warehouse')),
      readAsOutsider(outsider('acme-warehouse', 'calls', 1, 'acme:peek')),
      readAsOutsider(outsider('globex-warehouse', 'acme.calls', 1, 'globex:peek')),
    ]);
    expect(own).toEqual([
      {
        key: id,
        headers: expect.objectContaining({ ce_specversion: '1.0', ce_type: 'call.refused-no-consent.v1', ce_tenantid: 'acme', ce_subject: id, 'content-type': 'application/avro' }) as unknown,
        data: { conversationId: id, connection: 'upload', platformCallId: 'call of acme', startedAt: expect.anything() as unknown },
      },
    ]);
    expect(internal).toEqual([{ refused: 'calls' }]);
    expect(stranger).toEqual([{ refused: 'acme.calls' }]);
  }, 120_000);
});
