import { randomUUID } from 'node:crypto';
import { bundledRegistry, DomainError, type ReceivedEvent } from '@callmesh/contracts';
import { Client } from 'pg';
import { On } from '../decorators/on.decorator.js';
import { Reactor } from '../decorators/reactor.decorator.js';
import { noMetrics, type MessagingMetrics } from '../metrics.port.js';
import { dropParked } from '../parking/drop.js';
import { lockParkedKeys } from '../parking/park.js';
import { listParked, showParked } from '../parking/parked-messages.js';
import { TransientError, type ReactionContext } from '../reactor.js';
import { applied, consumerHarness, until, type ConsumerHarness } from '../testing/consumer-harness.js';
import type { CallmeshServer } from './callmesh-server.js';

type Applied = ReceivedEvent<'action.applied.v1'>;

const faults = new Map<string, Error>();
const calls: string[] = [];
/** Blocks reactions to a note until it is opened. */
const gates = new Map<string, Promise<void>>();
const opened: (() => void)[] = [];

/** @returns what opens the gate; the end of the test does too, so that a red one leaves no transaction behind. */
function gate(note: string): () => void {
  let open = (): void => undefined;
  gates.set(note, new Promise((resolve) => (open = resolve)));
  opened.push(open);
  return open;
}

async function effect(reactor: string, event: Applied, { tx }: ReactionContext): Promise<void> {
  const { objectId: note, conversationId: key } = event.data;
  calls.push(`${reactor}:${note}`);
  await tx.query('insert into effects (tenant_id, reactor, key, note) values ($1, $2, $3, $4)', [tx.tenantId, reactor, key, note]);
  await gates.get(note);
  const fault = faults.get(note);
  if (fault) throw fault;
}

@Reactor('human-review')
class ReviewWhenApplied {
  @On('action.applied.v1')
  async react(event: Applied, context: ReactionContext): Promise<void> {
    await effect('review', event, context);
  }
}

@Reactor('insights')
class CountWhenApplied {
  @On('action.applied.v1')
  async react(event: Applied, context: ReactionContext): Promise<void> {
    await effect('insights', event, context);
  }
}

const quick = { attempts: 3, baseMs: 5, maxMs: 20 };

describe('consumer', () => {
  let harness: ConsumerHarness;
  let counted: Record<string, number>;
  const metrics: MessagingMetrics = {
    ...noMetrics,
    duplicates: (_group, _topic, count) => (counted.duplicates = (counted.duplicates ?? 0) + count),
    skippedUnknown: (_group, _topic, count) => (counted.skipped = (counted.skipped ?? 0) + count),
    retried: () => (counted.retried = (counted.retried ?? 0) + 1),
  };
  const review = async (): Promise<CallmeshServer> => {
    const [server] = await harness.start([ReviewWhenApplied], [{ service: 'human-review', metrics, retryPolicy: quick }]);
    if (!server) throw new Error('no server');
    return server;
  };
  const notes = async (key?: string): Promise<string[]> => (await harness.effects()).filter((e) => key === undefined || e.key === key).map((e) => e.note);
  const caughtUp = (group = 'human-review') => until(async () => (await harness.bus.lag(group, ['actions'])).actions === 0);

  beforeEach(async () => {
    faults.clear();
    gates.clear();
    calls.length = 0;
    counted = {};
    harness = await consumerHarness();
  });
  afterEach(async () => {
    for (const open of opened.splice(0)) open();
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

  it('parks a poison message with its key behind it, and lets other keys flow', async () => {
    await review();
    faults.set('bad', new DomainError('ACTION.NOT_FOUND', 'there is no such action'));
    await harness.bus.publish([
      applied({ key: 'a', note: 'a1' }),
      applied({ key: 'a', note: 'bad' }),
      applied({ key: 'b', note: 'b1' }),
      applied({ key: 'a', note: 'a3' }),
      applied({ key: 'b', note: 'b2' }),
    ]);
    await caughtUp();
    await harness.bus.publish([applied({ key: 'a', note: 'a4' }), applied({ key: 'b', note: 'b3' })]);
    await caughtUp();
    expect(await notes('a')).toEqual(['a1']);
    expect(await notes('b')).toEqual(['b1', 'b2', 'b3']);
    expect(calls.filter((call) => ['review:a3', 'review:a4'].includes(call))).toEqual([]);
    const parked = await listParked(harness.service.db, { key: 'a' });
    expect(parked.map((p) => [p.state, p.code])).toEqual([
      ['failed', 'ACTION.NOT_FOUND'],
      ['waiting', 'PARKED.BEHIND'],
      ['waiting', 'PARKED.BEHIND'],
    ]);
  });

  it('keeps an error’s identity and code through Nest', async () => {
    await review();
    faults.set('bad', new DomainError('ACTION.NOT_AWAITING_REVIEW', 'action is not awaiting review'));
    await harness.bus.publish([applied({ key: 'a', note: 'bad' })]);
    await caughtUp();
    expect(await listParked(harness.service.db)).toMatchObject([{ code: 'ACTION.NOT_AWAITING_REVIEW', message: 'action is not awaiting review', attempts: 1 }]);
  });

  it('keeps another’s words out of the reason, because they may quote a caller', async () => {
    await review();
    faults.set('bad', new TypeError('cannot read the number +15551234567'));
    await harness.bus.publish([applied({ key: 'a', note: 'bad' })]);
    await caughtUp();
    const [parked] = await listParked(harness.service.db);
    expect(parked?.code).toBe('UNEXPECTED.TypeError');
    expect(parked?.message).not.toContain('5551234567');
  });

  it('re-drives a key in order while new arrivals queue behind', async () => {
    const server = await review();
    faults.set('bad', new Error('poison'));
    await harness.bus.publish([applied({ key: 'a', note: 'bad' }), applied({ key: 'a', note: 'a2' })]);
    await caughtUp();
    expect(await server.redriveKey('actions', 'a')).toMatchObject({ drained: 0, stoppedAt: { code: 'UNEXPECTED.Error' } });

    faults.clear();
    const open = gate('bad');
    const redriving = server.redriveKey('actions', 'a');
    await until(() => calls.filter((c) => c === 'review:bad').length > 2);
    const published = harness.bus.publish([applied({ key: 'a', note: 'a3' }), applied({ key: 'b', note: 'b1' })]);
    await published;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await notes('a')).toEqual([]);
    open();
    expect(await redriving).toEqual({ drained: expect.any(Number) as number, stoppedAt: null });
    await caughtUp();
    expect(await notes('a')).toEqual(['bad', 'a2', 'a3']);
    expect(await listParked(harness.service.db)).toEqual([]);
    await harness.bus.publish([applied({ key: 'a', note: 'a4' })]);
    await caughtUp();
    expect(await notes('a')).toEqual(['bad', 'a2', 'a3', 'a4']);
  });

  it('waits for a re-drive that is just freeing the key, instead of queueing behind nothing', async () => {
    const { db, adminUrl } = harness.service;
    const admin = new Client({ connectionString: adminUrl });
    await admin.connect();
    await admin.query(`insert into human_review.parked_keys values ('human-review', 'actions', 'a', 'acme')`);
    // A re-drive between its delete and its commit.
    await admin.query('begin');
    await admin.query('delete from human_review.parked_keys');
    let blocked: ReadonlySet<string> | undefined;
    const arriving = db.transaction('acme', async (tx) => (blocked = await lockParkedKeys(tx, 'human-review', 'actions', ['a', 'b'])));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(blocked).toBeUndefined();
    await admin.query('commit');
    await admin.end();
    await arriving;
    expect(blocked).toEqual(new Set());
  });

  it('drops a failed message with a reason; the key then drains, and the message stays done', async () => {
    const server = await review();
    faults.set('bad', new Error('poison'));
    const bad = applied({ key: 'a', note: 'bad' });
    await harness.bus.publish([bad, applied({ key: 'a', note: 'a2' })]);
    await caughtUp();
    const [failed, waiting] = await listParked(harness.service.db);
    await expect(dropParked(harness.service.db, waiting?.id ?? '', { by: 'dana', reason: 'no' })).rejects.toMatchObject({ code: 'PARKED.NOT_FAILED' });
    await dropParked(harness.service.db, failed?.id ?? '', { by: 'dana', reason: 'known bad recording' });
    expect(await server.redriveKey('actions', 'a')).toEqual({ drained: 1, stoppedAt: null });
    await harness.bus.publish([bad]);
    await caughtUp();
    expect(await notes('a')).toEqual(['a2']);
    expect(await listParked(harness.service.db, { state: 'dropped' })).toHaveLength(1);
  });

  it('parks what cannot be decoded, shows why, and copies it to the dead-letter topic', async () => {
    await review();
    const message = applied({ key: 'a', note: 'x' });
    await harness.bus.publish([{ ...message, value: Buffer.from('not framed') }, applied({ key: 'b', note: 'b1' })]);
    await caughtUp();
    expect(await notes()).toEqual(['b1']);
    const [parked] = await listParked(harness.service.db);
    expect(parked).toMatchObject({ code: 'MESSAGE.NOT_FRAMED', type: 'action.applied.v1', key: 'a' });
    expect(await showParked(harness.service.db, bundledRegistry(), parked?.id ?? '')).toMatchObject({ data: null, undecodable: { code: 'MESSAGE.NOT_FRAMED' } });
    const copies: string[] = [];
    const reader = await harness.bus.consume({
      group: `dlq-${randomUUID()}`,
      topics: ['actions.dlq'],
      onBatch: async (batch) => {
        await Promise.resolve();
        copies.push(...batch.messages.map((m) => `${m.headers.callmesh_group} ${m.headers.callmesh_code}`));
      },
    });
    await until(() => copies.length > 0);
    await reader.stop();
    expect(copies).toEqual(['human-review MESSAGE.NOT_FRAMED']);
  });

  it('blocks the key also when a message names no tenant', async () => {
    await review();
    const nobody = applied({ key: 'a', note: 'x' });
    const { ce_tenantid: _gone, ...headers } = nobody.headers;
    await harness.bus.publish([{ ...nobody, headers }]);
    await caughtUp();
    await harness.bus.publish([applied({ key: 'a', note: 'a2' })]);
    await caughtUp();
    expect(await notes('a')).toEqual([]);
    expect((await listParked(harness.service.db)).map((p) => [p.tenantId, p.state, p.code])).toEqual([
      ['-', 'failed', 'ENVELOPE.MALFORMED'],
      ['acme', 'waiting', 'PARKED.BEHIND'],
    ]);
  });

  it('tries a transient fault again, and parks it only when it does not pass', async () => {
    await review();
    faults.set('flaky', new TransientError('busy'));
    faults.set('stuck', new TransientError('busy for ever'));
    await harness.bus.publish([applied({ key: 'a', note: 'flaky' }), applied({ key: 'b', note: 'stuck' })]);
    await until(() => calls.filter((c) => c === 'review:flaky').length >= 2);
    faults.delete('flaky');
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
    gates.clear();
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
