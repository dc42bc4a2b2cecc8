import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { bundledRegistry } from '@callmesh/contracts';
import { horizonGrant } from '@callmesh/event-sourcing';
import { createJobs, jobMigrations } from '@callmesh/jobs';
import { createEmbeddedBus, messagingMigrations, provisionBus, startRelay, type Bus, type GroupStanding, type Relay, type RelayHealth } from '@callmesh/messaging';
import { createTestService, TEST_SECRET, type TestService } from '@callmesh/testing';
import { loadEnvironment } from '../config/load-environment.js';
import { rootLogger, setUpLogs } from '../logs/logger.js';
import { metricsRegistry } from '../metrics/metrics.js';
import { startWatching } from './start-watching.js';
import type { Watch } from './watch.js';

/** Short of the product's 30 s, so that the test is; the intervals keep their proportion. */
const PATIENCE_MS = 600;

describe('what is stuck is said, by a log line and by a metric', () => {
  let service: TestService;
  let bus: Bus;
  let watch: Watch | undefined;
  let lines: Record<string, unknown>[];
  let admin: pg.Client;
  const relays: Relay[] = [];

  const start = (more: { health?: RelayHealth; standings?: () => Promise<readonly GroupStanding[]>; broker?: () => Promise<boolean>; url?: string; topics?: string[] } = {}): void => {
    watch = startWatching({
      env: loadEnvironment({ CALLMESH_LOOK_EVERY_MS: '100' }),
      bus: { standings: more.standings ?? ((group, topics) => bus.standings(group, topics)), isRunning: more.broker ?? ((group) => bus.isRunning(group)) },
      services: [{ name: 'ingestion', db: service.db, relay: { health: () => more.health ?? { state: 'idle', error: null } }, group: 'ingestion', topics: more.topics ?? [], heard: [], jobHandlers: [{ kind: 'transcribe' }], queues: [] }],
      outside: [{ name: 'crm', url: more.url }],
      patienceMs: PATIENCE_MS,
      answerMs: 2_000,
    });
  };
  const said = async (event: string): Promise<Record<string, unknown>> => {
    for (const until = Date.now() + 30_000; Date.now() < until; await sleep(30)) {
      const line = lines.find((one) => one['event'] === event);
      if (line) return line;
    }
    throw new Error(`${event} was not said; said: ${lines.map((line) => line['event']).join(', ')}`);
  };
  const metric = async (name: string, labels: Record<string, string> = {}): Promise<number | undefined> => {
    const found = await metricsRegistry.getSingleMetric(name)?.get();
    return found?.values.find((one) => Object.entries(labels).every(([label, value]) => one.labels[label] === value))?.value;
  };
  const append = (id: string = randomUUID()): Promise<unknown> =>
    service.db.transaction('acme', (tx) =>
      service.store.append(tx, `call-${id}`, 0, [{ type: 'call.refused-no-consent.v1', data: { conversationId: id, connection: 'upload', platformCallId: 'p-1', startedAt: 1 } }], { conversationId: id, causationId: null, time: new Date().toISOString() }),
    );

  beforeEach(async () => {
    lines = [];
    setUpLogs({ level: 'info', destination: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) } });
    service = await createTestService({ schema: 'ingestion', service: 'ingestion', migrations: [...messagingMigrations, ...jobMigrations] });
    admin = new pg.Client({ connectionString: service.adminUrl, application_name: 'somebody else' });
    admin.on('error', () => undefined);
    await admin.connect();
    await horizonGrant('ingestion').run({ url: service.adminUrl, query: (sql) => admin.query(sql) });
    bus = createEmbeddedBus({ url: await provisionBus(service.adminUrl, TEST_SECRET) });
    metricsRegistry.resetMetrics();
  });

  afterEach(async () => {
    watch?.stop();
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    await admin.end();
    await bus.close();
    await service.drop();
    setUpLogs({ level: 'silent' });
  });

  it('a write transaction that is left open anywhere holds the horizon: who it is, never what it does', async () => {
    start();
    await admin.query('create table elsewhere (secret text)');
    await admin.query('begin');
    await admin.query(`insert into elsewhere values ('+14155550101')`);
    await append();
    const line = await said('stuck.horizon');
    expect(line).toMatchObject({ level: 'warn', application: 'somebody else', state: 'idle in transaction', pid: expect.any(Number) as number });
    expect(JSON.stringify(lines)).not.toContain('4155550101');
    expect(await metric('callmesh_stuck', { what: 'horizon' })).toBe(1);
    expect(await metric('callmesh_horizon_age_seconds')).toBeGreaterThan(PATIENCE_MS / 1_000);
    expect(await metric('callmesh_horizon_holder_info', { application: 'somebody else' })).toBe(line['pid']);
    await admin.query('rollback');
    await said('unstuck.horizon');
    expect(await metric('callmesh_stuck', { what: 'horizon' })).toBe(0);
  });

  it('events that nobody publishes; it is over when somebody does', async () => {
    await append();
    start();
    expect(await said('stuck.relay')).toMatchObject({ service: 'ingestion', behind: 1, readable: 1 });
    expect(await metric('callmesh_relay_lag_events', { service: 'ingestion' })).toBe(1);
    relays.push(startRelay({ service: 'ingestion', db: service.db, bus, registry: bundledRegistry(), cipher: service.cipher, onError: (error) => rootLogger().error({ err: error }, 'relay') }));
    await said('unstuck.relay');
    expect(await metric('callmesh_stuck', { what: 'relay' })).toBe(0);
  });

  it('a relay that fails, with the broker’s words', async () => {
    start({ health: { state: 'failing', error: 'broker away' } });
    expect(await said('stuck.relay')).toMatchObject({ reason: 'broker away' });
    expect(await metric('callmesh_relay_failing', { service: 'ingestion' })).toBe(1);
  });

  it('a partition that does not move though messages wait; one that moves is none', async () => {
    let committed = 0;
    const standings = (): Promise<readonly GroupStanding[]> =>
      Promise.resolve([
        { topic: 'calls', partition: 0, behind: 5, committed: '7', oldestAt: Date.now() - 90_000 },
        { topic: 'transcripts', partition: 0, behind: 5, committed: String((committed += 1)), oldestAt: null },
      ]);
    start({ standings, topics: ['calls', 'transcripts'] });
    expect(await said('stuck.consumer')).toMatchObject({ subject: 'calls', behind: 5, partitions: [0] });
    expect(await metric('callmesh_consumer_lag_messages', { topic: 'calls' })).toBe(5);
    expect(await metric('callmesh_consumer_lag_seconds', { topic: 'calls' })).toBeGreaterThan(80);
    expect(lines.filter((line) => line['event'] === 'stuck.consumer').map((line) => line['subject'])).toEqual(['calls']);
  });

  it('a job that is due while nobody works, one that has failed, a parked message', async () => {
    const jobs = createJobs(service.db);
    const enqueue = (id: string): Promise<void> => service.db.transaction('acme', (tx) => jobs.enqueue(tx, { id, kind: 'transcribe', conversationId: 'c-1', payload: {} }));
    await enqueue('j-1');
    start();
    expect(await said('stuck.job')).toMatchObject({ subject: 'transcribe', due: 1, active: 0 });
    await service.db.workerQuery(`update jobs set state = 'completed'`);
    await said('unstuck.job');
    lines.length = 0;
    await enqueue('j-2');
    await service.db.workerQuery(`update jobs set state = 'failed' where id = 'j-2'`);
    expect(await said('stuck.job')).toMatchObject({ failed: 1 });
    await service.db.workerQuery(
      `insert into parked (tenant_id, consumer_group, topic, key, partition, position, event_id, event_type, value, headers, published_at, state, code, message, attempts)
       values ('acme', 'ingestion', 'calls', 'k', 0, '1', 'e', 'call.recorded.v1', '', '{}', now(), 'failed', 'EVENT.NOT_DECODABLE', 'why', 1)`,
    );
    expect(await said('stuck.parked')).toMatchObject({ codes: ['EVENT.NOT_DECODABLE'] });
    expect(await metric('callmesh_parked_messages', { code: 'EVENT.NOT_DECODABLE', state: 'failed' })).toBe(1);
    await service.db.workerQuery('delete from parked');
    await said('unstuck.parked');
    expect(await metric('callmesh_parked_messages', { code: 'EVENT.NOT_DECODABLE' })).toBeUndefined();
  });

  it('a dependency that fails, hangs, or is not there; the scrape does not wait for any', async () => {
    const failing = createServer((_request, response) => void response.writeHead(503).end());
    await new Promise<void>((resolve) => failing.listen(0, '127.0.0.1', resolve));
    start({ url: `http://127.0.0.1:${(failing.address() as AddressInfo).port}`, broker: () => new Promise(() => undefined) });
    const away = (): unknown[] => lines.filter((line) => line['event'] === 'stuck.dependency').map((line) => line['subject']);
    for (const until = Date.now() + 30_000; Date.now() < until && away().length < 2; ) await sleep(30);
    expect(away().sort()).toEqual(['broker', 'crm']);
    expect(await metric('callmesh_dependency_up', { dependency: 'crm' })).toBe(0);
    expect(await metric('callmesh_dependency_up', { dependency: 'postgres' })).toBe(1);
    const began = performance.now();
    expect(await metricsRegistry.metrics()).toContain('callmesh_dependency_up{dependency="broker"} 0');
    expect(performance.now() - began).toBeLessThan(1_500);
    failing.closeAllConnections();
    await new Promise((resolve) => failing.close(resolve));
    expect(lines.find((line) => line['subject'] === 'crm')).toMatchObject({ event: 'stuck.dependency', reason: 'answered 503' });
  });

  it('stored, published and seen meet, and show what has not come through', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    await append(first);
    await append(second);
    start();
    const counts = (): Promise<(number | undefined)[]> =>
      Promise.all(['callmesh_audit_stored_events', 'callmesh_audit_published_events', 'callmesh_audit_seen_events'].map((name) => metric(name, { family: 'call.refused-no-consent' })));
    const until = async (wanted: (number | undefined)[]): Promise<void> => {
      for (const end = Date.now() + 30_000; Date.now() < end; await sleep(50)) if (JSON.stringify(await counts()) === JSON.stringify(wanted)) return;
      expect(await counts()).toEqual(wanted);
    };
    await until([2, undefined, undefined]);
    relays.push(startRelay({ service: 'ingestion', db: service.db, bus, registry: bundledRegistry(), cipher: service.cipher, onError: (error) => rootLogger().error({ err: error }, 'relay') }));
    await until([2, 2, undefined]);
    const see = (id: string): Promise<unknown> =>
      service.db.transaction('acme', (tx) => tx.query(`insert into inbox (tenant_id, consumer_group, generation, event_id, fact_id, family, major) values ('acme', 'ingestion', 1, $1::text::uuid, $1::text, 'call.refused-no-consent', 1)`, [id]));
    await see(first);
    await until([2, 2, 1]);
    await see(second);
    await until([2, 2, 2]);
    // A rebuild sees them again, in another generation: they count once.
    await service.db.workerQuery(`insert into inbox select tenant_id, consumer_group, 2, event_id, fact_id, family, major from inbox`);
    // Two more rounds of counting at least, beyond the second that the newest rows are left alone.
    await sleep(1_500);
    expect(await counts()).toEqual([2, 2, 2]);
  });
});
