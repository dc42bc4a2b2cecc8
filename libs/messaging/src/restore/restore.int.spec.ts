import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { bundledRegistry, fromHeaders, type CallQuarantinedV1 } from '@callmesh/contracts';
import { createEventStore, eventStoreMigrations, openDatabase, provisionService, rebaseRestored, refuseForeignPast, type Database, type PostgresEventStore } from '@callmesh/event-sourcing';
import { createTestCipher, createTestDatabase, TEST_SECRET, type TestCipher, type TestDatabase } from '@callmesh/testing';
import type { Bus } from '../bus.port.js';
import { createEmbeddedBus } from '../embedded/embedded-bus.adapter.js';
import { provisionBus } from '../embedded/provision-bus.js';
import { startRelay } from '../relay/relay.js';
import { messagingMigrations } from '../tables/index.js';
import { until } from '../testing/consumer-harness.js';
import { restoredBus, restoredService } from './restored-logs.js';

const logs = [restoredService('ingestion'), restoredBus];

describe('a database that was restored into a younger server', () => {
  let database: TestDatabase;
  let cipher: TestCipher;
  let db: Database;
  let store: PostgresEventStore;
  let bus: Bus;

  const open = async (): Promise<void> => {
    const urls = await provisionService({ adminUrl: database.adminUrl, schema: 'ingestion', migrations: [...eventStoreMigrations, ...messagingMigrations], secret: TEST_SECRET });
    db = await openDatabase({ schema: 'ingestion', ...urls });
    store = createEventStore({ service: 'ingestion', cipher, inlineProjections: [] });
    bus = createEmbeddedBus({ url: await provisionBus(database.adminUrl, TEST_SECRET) });
    await bus.ensureTopics(['calls']);
  };
  const close = async (): Promise<void> => {
    await bus.close();
    await db.close();
  };
  const append = async (conversationId: string, version = 0): Promise<void> => {
    const data: CallQuarantinedV1 = { conversationId, quarantineId: randomUUID(), connection: 'demo', code: 'AUDIO.UNREADABLE', reason: 'x', missing: [], fileName: null };
    await db.transaction('acme', (tx) => store.append(tx, `call-${conversationId}`, version, [{ type: 'call.quarantined.v1', data }], { conversationId, causationId: null, time: '2025-03-03T10:00:00.000Z' }));
  };
  /** Publishes until `lag` events are left. */
  const relayUntil = async (lag: number): Promise<void> => {
    const relay = startRelay({ service: 'ingestion', db, bus, registry: bundledRegistry(), cipher, onError: () => undefined });
    await until(async () => (await relay.lag()) <= lag);
    await relay.stop();
  };
  const heard: string[] = [];
  const hear = async (count: number): Promise<void> => {
    const member = await bus.consume({
      group: 'listener',
      topics: ['calls'],
      onBatch: async ({ messages }) => {
        await Promise.resolve();
        heard.push(...messages.map(({ key, headers }) => `${key} ${fromHeaders(headers).metadata.id}`));
      },
    });
    await until(() => heard.length >= count);
    await member.stop();
  };
  const admin = async <R extends pg.QueryResultRow>(...statements: string[]): Promise<R[]> => {
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    try {
      let rows: R[] = [];
      for (const statement of statements) rows = (await client.query<R>(statement)).rows;
      return rows;
    } finally {
      await client.end();
    }
  };

  beforeEach(async () => {
    heard.length = 0;
    cipher = createTestCipher();
    database = await createTestDatabase();
    await open();
  });
  afterEach(() => database.drop());

  it('is refused, then rebased; after that nothing is skipped, nothing comes twice, and streams keep their order', async () => {
    for (const conversation of ['a', 'b', 'c']) await append(conversation);
    await relayUntil(0);
    await hear(2);
    for (const conversation of ['a', 'd']) await append(conversation, conversation === 'a' ? 1 : 0);
    await refuseForeignPast(db);
    await close();
    // What a dump brings along: transaction ids far above those of the server it is restored into.
    await admin(
      `update ingestion.events set transaction_id = (transaction_id::text::bigint + 1000000000)::text::xid8`,
      `update ingestion.relay_checkpoints set transaction_id = (transaction_id::bigint + 1000000000)::text where transaction_id <> '0'`,
      `update bus.messages set transaction_id = (transaction_id::text::bigint + 1000000000)::text::xid8`,
      `update bus.group_positions set transaction_id = (transaction_id::text::bigint + 1000000000)::text::xid8`,
    );
    await open();
    await expect(refuseForeignPast(db)).rejects.toMatchObject({ code: 'DATABASE.RESTORED' });
    await expect(rebaseRestored(database.adminUrl, logs)).rejects.toMatchObject({ code: 'RESTORE.SERVICES_RUNNING' });
    await close();

    expect(await rebaseRestored(database.adminUrl, logs)).toEqual([
      { log: 'ingestion.events', rows: 5, checkpoints: 1 },
      { log: 'bus.messages', rows: 3, checkpoints: expect.any(Number) as number },
    ]);
    // Once more does no harm.
    expect((await rebaseRestored(database.adminUrl, logs)).map(({ rows }) => rows)).toEqual([0, 0]);
    await open();
    await refuseForeignPast(db);
    await append('a', 2);
    await append('e');
    await relayUntil(0);
    await hear(7);
    await close();

    const stored = await admin<{ line: string }>(`select conversation_id || ' ' || event_id as line from ingestion.events order by transaction_id, global_position`);
    expect([...heard].sort()).toEqual(stored.map(({ line }) => line).sort());
    const ofA = (lines: string[]): string[] => lines.filter((line) => line.startsWith('a '));
    expect(ofA(heard)).toEqual(ofA(stored.map(({ line }) => line)));
    expect(await admin(`select relforcerowsecurity as forced from pg_class where oid = 'ingestion.events'::regclass`)).toEqual([{ forced: true }]);
  });

  it('is refused by a build that does not know one of its logs', async () => {
    await close();
    await expect(rebaseRestored(database.adminUrl, [restoredService('ingestion')])).rejects.toMatchObject({ code: 'RESTORE.UNKNOWN_LOG' });
  });
});
