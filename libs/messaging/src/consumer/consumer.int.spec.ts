import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { On } from '../decorators/on.decorator.js';
import { Reactor } from '../decorators/reactor.decorator.js';
import { noMetrics, type MessagingMetrics } from '../metrics.port.js';
import { listParked } from '../parking/parked-messages.js';
import { TransientError } from '../reactor.js';
import { applied, consumerHarness, until, type ConsumerHarness } from '../testing/consumer-harness.js';
import { calls, CountWhenApplied, faults, gate, resetReactors, ReviewWhenApplied } from '../testing/effect-reactors.js';

describe('consumer', () => {
  let harness: ConsumerHarness;
  let counted: Record<string, number>;
  const metrics: MessagingMetrics = {
    ...noMetrics,
    duplicates: (_group, _topic, count) => (counted.duplicates = (counted.duplicates ?? 0) + count),
    skippedUnknown: (_group, _topic, count) => (counted.skipped = (counted.skipped ?? 0) + count),
    retried: () => (counted.retried = (counted.retried ?? 0) + 1),
  };
  const review = () => harness.start([ReviewWhenApplied], [{ service: 'human-review', metrics, retryPolicy: { attempts: 3, baseMs: 5, maxMs: 20 } }]);
  const notes = async (key?: string): Promise<string[]> => (await harness.effects()).filter((e) => key === undefined || e.key === key).map((e) => e.note);
  const caughtUp = (group = 'human-review') => until(async () => (await harness.bus.lag(group, ['actions'])).actions === 0);

  beforeEach(async () => {
    resetReactors();
    counted = {};
    harness = await consumerHarness();
  });
  afterEach(async () => {
    resetReactors();
    await harness.close();
  });

  it('runs each reaction once, in order per key, in the tenant of the event', async () => {
    await review();
    await harness.bus.publish([...Array(30).keys()].map((i) => applied({ key: `k${i % 3}`, note: `${i}`, tenantId: i % 2 ? 'acme' : 'globex' })));
    await caughtUp();
    const all = [...(await harness.effects('acme')), ...(await harness.effects('globex'))];
    expect(all).toHaveLength(30);
    for (const tenant of ['acme', 'globex']) {
      const own = await harness.effects(tenant);
      expect(own.every((e) => Number(e.note) % 2 === (tenant === 'acme' ? 1 : 0))).toBe(true);
      for (const key of ['k0', 'k1', 'k2']) {
        const order = own.filter((e) => e.key === key).map((e) => Number(e.note));
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }
    }
  });

  it('gives an event that two services hear to each once, in its own group', async () => {
    await harness.start([ReviewWhenApplied, CountWhenApplied], [{ service: 'human-review' }, { service: 'insights' }]);
    await harness.bus.publish([applied({ key: 'k', note: 'one' })]);
    await caughtUp('human-review');
    await caughtUp('insights');
    expect(calls.sort()).toEqual(['insights:one', 'review:one']);
  });

  it('processes a redelivered event once', async () => {
    await review();
    const event = applied({ key: 'k', note: 'once' });
    await harness.bus.publish([event, event]);
    await caughtUp();
    await harness.bus.publish([event]);
    await caughtUp();
    expect(await notes()).toEqual(['once']);
    expect(counted.duplicates).toBe(2);
  });

  it('skips and counts types that nobody here hears, and parks none of them', async () => {
    await review();
    const unknown = applied({ key: 'k', note: 'future' });
    await harness.bus.publish([{ ...unknown, headers: { ...unknown.headers, ce_type: 'action.applied.v9' } }, applied({ key: 'k', note: 'known' })]);
    await caughtUp();
    expect(await notes()).toEqual(['known']);
    expect(counted.skipped).toBe(1);
    expect(await listParked(harness.service.db)).toEqual([]);
  });

  it('tries a transient fault again, and parks it only when it does not pass', async () => {
    await review();
    faults.set('flaky', new TransientError('busy'));
    faults.set('stuck', new TransientError('busy for ever'));
    const fail = gate('flaky');
    await harness.bus.publish([applied({ key: 'a', note: 'flaky' }), applied({ key: 'b', note: 'stuck' })]);
    await until(() => calls.includes('review:flaky'));
    fail();
    const pass = gate('flaky');
    await until(() => calls.filter((c) => c === 'review:flaky').length >= 2);
    faults.delete('flaky');
    pass();
    await caughtUp();
    expect(await notes('a')).toEqual(['flaky']);
    expect(await listParked(harness.service.db)).toMatchObject([{ key: 'b', attempts: 3, message: 'busy for ever' }]);
    expect(counted.retried).toBeGreaterThanOrEqual(2);
  });

  it('leaves neither effect nor mark when the process ends between effect and commit', async () => {
    await review();
    const open = gate('cut');
    await harness.bus.publish([applied({ key: 'a', note: 'cut' })]);
    await until(() => calls.includes('review:cut'));
    // What a kill -9 does to the transaction, as the server sees it: the connection is gone before commit.
    const admin = new Client({ connectionString: harness.service.adminUrl });
    await admin.connect();
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'callmesh_human_review' and xact_start is not null`);
    const { rows } = await admin.query('select (select count(*)::int from human_review.effects) as effects, (select count(*)::int from human_review.inbox) as marks');
    await admin.end();
    expect(rows).toEqual([{ effects: 0, marks: 0 }]);
    open();
    await caughtUp();
    expect(await notes()).toEqual(['cut']);
    expect(await listParked(harness.service.db)).toEqual([]);
  });

  it('counts a fact told in another major version as processed', async () => {
    await review();
    const id = randomUUID();
    await harness.bus.publish([applied({ key: 'a', note: 'v1', id })]);
    await caughtUp();
    // As if this service had heard the second major first: the mark of that version.
    const other = randomUUID();
    await harness.service.db.transaction('acme', (tx) =>
      tx.query(
        `insert into inbox (tenant_id, consumer_group, generation, event_id, fact_id, family, major) values ('acme', 'human-review', 1, $1, $2, 'action.applied', 2)`,
        [randomUUID(), other],
      ),
    );
    await harness.bus.publish([applied({ key: 'a', note: 'same fact', factId: other }), applied({ key: 'a', note: 'other fact' })]);
    await caughtUp();
    expect(await notes()).toEqual(['v1', 'other fact']);
  });

  it('refuses two reactions of one service to one event', async () => {
    @Reactor('human-review')
    class Again {
      @On('action.applied.v1')
      async react(): Promise<void> {
        await Promise.resolve();
      }
    }
    await expect(harness.start([ReviewWhenApplied, Again], [{ service: 'human-review' }])).rejects.toThrow('two reactions to action.applied.v1');
  });
});
