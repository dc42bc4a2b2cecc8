import { heardBy, type ReceivedEvent } from '@callmesh/contracts';
import { heardTypes } from '@callmesh/messaging';
import { createTestService, type TestService } from '@callmesh/testing';
import { service } from './insights.module.js';
import { projectEvent, readModel } from './projections/conversations.projection.js';
import { conversationByCall, listConversations } from './projections/conversations.query.js';
import { insightsByIntent } from './projections/intents.query.js';
import { stageReport } from './projections/stages.query.js';
import { at, interleaving, lifeOfACall, seeded } from './testing/life-of-a-call.js';

const seed = Number(process.env.SEED);
process.stdout.write(`insights interleavings: SEED=${seed}\n`);

let test: TestService;
beforeEach(async () => {
  test = await createTestService({ schema: 'insights', service: 'insights', migrations: service.migrations, max: 10 });
});
afterEach(() => test.drop());

/** Events of one tenant in one transaction, as a batch of the broker is. */
const projectTogether = (events: readonly ReceivedEvent[]): Promise<void> =>
  test.db.transaction(events[0]?.metadata.tenantId ?? '', (tx) => {
    for (const event of events) projectEvent(tx, event);
    return Promise.resolve();
  });
const project = (event: ReceivedEvent): Promise<void> => projectTogether([event]);
const projectAll = async (events: readonly ReceivedEvent[]): Promise<void> => {
  for (const event of events) await project(event);
};
const inTenant = <T>(work: Parameters<typeof test.db.transaction<T>>[1], tenantId = 'demo'): Promise<T> => test.db.transaction(tenantId, work);

const TABLES = readModel.tables;

/** Every row of every table as Postgres writes it. */
async function rows(): Promise<string> {
  const dumps = [];
  for (const table of TABLES) {
    const { rows: all } = await test.db.workerQuery<{ row: string }>(`select t::text as row from ${table} t order by 1`);
    dumps.push(table, ...all.map((r) => r.row));
  }
  return dumps.join('\n');
}
const empty = async (tables: readonly string[] = TABLES): Promise<void> => {
  for (const table of tables) await test.db.workerQuery(`delete from ${table}`);
};

const calls = ['a', 'b', 'c'].map((name) => lifeOfACall({ name }));
const everything = calls.flatMap((c) => c.whole);
const now = new Date(at(3_600));

describe('insights', () => {
  it('hears every event of the flow', () => {
    expect(service.reactors.flatMap(heardTypes).sort()).toEqual(heardBy('insights').sort());
  });

  it('has the same rows, byte for byte, in whatever order topics interleave, events repeat, and after a rebuild', async () => {
    await projectAll(everything);
    const expected = await rows();
    expect(expected.split('\n').length).toBeGreaterThan(70);
    for (let run = 0; run < 5; run += 1) {
      await empty();
      const random = seeded(seed + run);
      const order = interleaving(everything, random);
      await projectAll([...order, ...order.filter(() => random() < 0.2)]);
      expect(await rows()).toBe(expected);
      await empty();
      for (let from = 0; from < order.length; ) {
        const size = 1 + Math.floor(random() * 8);
        // A batch may hold an event twice.
        await projectTogether([...order.slice(from, from + size), ...order.slice(from, from + 1)]);
        from += size;
      }
      expect(await rows()).toBe(expected);
    }
  });

  it('has them also when all events come at once: none folds past another', async () => {
    await projectAll(everything);
    const expected = await rows();
    for (let run = 0; run < 5; run += 1) {
      await empty();
      await Promise.all(interleaving(everything, seeded(seed + run)).map(project));
      expect(await rows()).toBe(expected);
    }
  });

  it('shows a tenant its own conversations alone', async () => {
    await projectAll([...everything, ...lifeOfACall({ name: 'foreign', tenantId: 'other' }).whole]);
    expect((await inTenant((tx) => listConversations(tx, { limit: 50 }))).items).toHaveLength(3);
    expect((await inTenant((tx) => listConversations(tx, { limit: 50 }), 'other')).items.map((c) => c.platformCallId)).toEqual(['call-foreign']);
    expect(await inTenant((tx) => conversationByCall(tx, 'call-foreign'))).toBeNull();
    expect(await inTenant((tx) => insightsByIntent(tx, { days: 7, now }))).toMatchObject([{ calls: 3 }]);
    // Even a query that names no tenant.
    expect((await inTenant((tx) => tx.query('select distinct tenant_id from conversation_events'))).rows).toEqual([{ tenant_id: 'demo' }]);
  });

  it('lists newest first, page by page, by status', async () => {
    await projectAll([...everything, lifeOfACall({ name: 'bad' }).events.quarantined]);
    const first = await inTenant((tx) => listConversations(tx, { limit: 3 }));
    const second = await inTenant((tx) => listConversations(tx, { limit: 3, cursor: first.next ?? '' }));
    expect(second.next).toBeNull();
    expect(new Set([...first.items, ...second.items].map((c) => c.conversationId)).size).toBe(4);
    expect(second.items).toMatchObject([{ status: 'quarantined', code: 'AUDIO.UNREADABLE', fileName: 'x.wav' }]);
    expect((await inTenant((tx) => listConversations(tx, { limit: 9, status: 'completed' }))).items).toHaveLength(3);
    await expect(inTenant((tx) => listConversations(tx, { limit: 3, cursor: 'nonsense' }))).rejects.toMatchObject({ code: 'REQUEST.INVALID' });
  });
});

describe('insights by intent', () => {
  const analysedOnly = (name: string, more: object): ReceivedEvent[] => {
    const { events } = lifeOfACall({ name, ...more });
    return [events.recorded, events.transcribed, events.analysed];
  };

  it('count a call once, however many topics it has, and weigh its satisfaction once', async () => {
    await projectAll([
      ...analysedOnly('many', { intent: 'complaint', topics: ['delivery', 'orders', 'refunds', 'billing'], satisfaction: 2, escalationRisk: 'high' }),
      ...analysedOnly('one', { intent: 'complaint', topics: ['delivery'], satisfaction: 8 }),
    ]);
    expect(await inTenant((tx) => insightsByIntent(tx, { days: 7, now }))).toEqual([
      { intent: 'complaint', calls: 2, averageSatisfaction: 5, ratedCalls: 2, highEscalations: 1, topics: ['billing', 'delivery', 'orders', 'refunds'] },
    ]);
  });

  it('keep calls without a topic and calls without an intent, and average only what is known', async () => {
    await projectAll([
      ...analysedOnly('none', { intent: 'complaint', topics: [], satisfaction: null }),
      ...analysedOnly('some', { intent: 'complaint', topics: ['delivery'], satisfaction: 3 }),
      ...analysedOnly('unknown', { intent: null, topics: [], satisfaction: null, escalationRisk: null }),
    ]);
    expect(await inTenant((tx) => insightsByIntent(tx, { days: 7, now }))).toEqual([
      { intent: 'complaint', calls: 2, averageSatisfaction: 3, ratedCalls: 1, highEscalations: 0, topics: ['delivery'] },
      { intent: null, calls: 1, averageSatisfaction: null, ratedCalls: 0, highEscalations: 0, topics: [] },
    ]);
  });

  it('leave out what was analysed before the days asked for', async () => {
    await projectAll(analysedOnly('old', {}));
    expect(await inTenant((tx) => insightsByIntent(tx, { days: 1, now: new Date(at(86_400 + 76)) }))).toEqual([]);
    expect(await inTenant((tx) => insightsByIntent(tx, { days: 1, now: new Date(at(86_400 + 74)) }))).toHaveLength(1);
  });
});

describe('stages', () => {
  it('show counts, percentiles and the longest', async () => {
    await projectAll(everything);
    const stages = await inTenant((tx) => stageReport(tx, { days: 7, stuckAfterMinutes: 10, now }));
    expect(stages).toMatchObject([
      { name: 'capture', count: 3, p50: 1_000, stuck: 0, lost: 0 },
      { name: 'transcription', count: 3, p50: 3_000, p95: 3_000, max: 3_000 },
      { name: 'extraction', count: 3, p50: 1_000 },
      { name: 'review', count: 9, p50: 0, max: 60_000 },
      { name: 'application', count: 6, p50: 1_500, max: 2_000 },
    ]);
  });

  it('show where calls are held and lost', async () => {
    const [held, unread, unapplied, bad, failed] = ['held', 'unread', 'unapplied', 'bad', 'failed'].map((name) => lifeOfACall({ name }).events);
    await projectAll([held?.recorded, unread?.recorded, unread?.transcribed, bad?.quarantined, failed?.recorded, failed?.transcriptionFailed].flatMap((e): ReceivedEvent[] => (e ? [e] : [])));
    if (unapplied) await projectAll([unapplied.recorded, unapplied.transcribed, unapplied.cancellation, unapplied.analysed, unapplied.drafted, unapplied.reviewed]);
    const report = async (minutes: number): Promise<object> =>
      Object.fromEntries((await inTenant((tx) => stageReport(tx, { days: 7, stuckAfterMinutes: minutes, now }))).map((s) => [s.name, [s.stuck, s.lost]]));
    expect(await report(10)).toEqual({ capture: [0, 1], transcription: [1, 1], extraction: [1, 0], review: [0, 0], application: [1, 0] });
    expect(await report(120)).toEqual({ capture: [0, 1], transcription: [0, 1], extraction: [0, 0], review: [0, 0], application: [0, 0] });
  });
});
