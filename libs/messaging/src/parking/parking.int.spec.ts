import { randomUUID } from 'node:crypto';
import { bundledRegistry, DomainError } from '@callmesh/contracts';
import { Client } from 'pg';
import type { CallmeshServer } from '../consumer/callmesh-server.js';
import { noMetrics } from '../metrics.port.js';
import { applied, consumerHarness, until, type ConsumerHarness } from '../testing/consumer-harness.js';
import { calls, faults, gate, resetReactors, ReviewWhenApplied } from '../testing/effect-reactors.js';
import { dropParked } from './drop.js';
import { lockParkedKeys } from './park.js';
import { parkedKeys } from './parked-keys.js';
import { listParked, parkedFigures, showParked } from './parked-messages.js';
import { parkedTotal } from './parking-full.js';

describe('parking', () => {
  let harness: ConsumerHarness;
  const review = async (): Promise<CallmeshServer> => {
    const [server] = await harness.start([ReviewWhenApplied], [{ service: 'human-review' }]);
    if (!server) throw new Error('no server');
    return server;
  };
  const notes = async (key?: string): Promise<string[]> => (await harness.effects()).filter((e) => key === undefined || e.key === key).map((e) => e.note);
  const caughtUp = () => until(async () => (await harness.bus.lag('human-review', ['actions'])).actions === 0);

  beforeEach(async () => {
    resetReactors();
    harness = await consumerHarness();
  });
  afterEach(async () => {
    resetReactors();
    await harness.close();
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

  it('parks no more than its limit: the consumer then waits, loses nothing, and goes on when there is room', async () => {
    let waits = 0;
    const metrics = { ...noMetrics, parkingFull: () => void (waits += 1) };
    const [server] = await harness.start([ReviewWhenApplied], [{ service: 'human-review', metrics, parkedLimit: 2 }]);
    for (const note of ['p1', 'p2', 'p3']) faults.set(note, new Error('poison'));
    await harness.bus.publish(['p1', 'p2', 'p3', 'fine'].map((note) => applied({ key: 'one', note })));
    await until(() => waits > 0);
    expect(await parkedTotal(harness.service.db, 'human-review')).toBeLessThanOrEqual(2);
    faults.clear();
    await until(async () => {
      for (const { topic, key } of await parkedKeys(harness.service.db, 'human-review', {}, 10)) await server?.redriveKey(topic, key);
      return (await notes()).length === 4;
    });
    expect(await notes()).toEqual(['p1', 'p2', 'p3', 'fine']);
    await caughtUp();
    expect(await listParked(harness.service.db)).toEqual([]);
  });

  it('copies a message to the dead-letter topic later when the broker does not take it now', async () => {
    const server = await review();
    const { bus } = harness;
    const publish = bus.publish.bind(bus);
    bus.publish = (messages) => (messages[0]?.topic === 'actions.dlq' ? Promise.reject(new Error('not now')) : publish(messages));
    faults.set('bad', new Error('poison'));
    await publish([applied({ key: 'a', note: 'bad' })]);
    await caughtUp();
    expect(await bus.lag(`tool-${randomUUID()}`, ['actions.dlq'])).toEqual({ 'actions.dlq': 0 });
    bus.publish = publish;
    await server.redriveKey('actions', 'a');
    expect(await bus.lag(`tool-${randomUUID()}`, ['actions.dlq'])).toEqual({ 'actions.dlq': 1 });
  });

  it('lists page by page, by topic, key, code and state, and counts what blocks and what waits', async () => {
    await review();
    faults.set('bad', new DomainError('ACTION.NOT_FOUND', 'there is no such action'));
    await harness.bus.publish(['a', 'b', 'c'].flatMap((key) => [applied({ key, note: 'bad' }), applied({ key, note: 'behind' })]));
    await caughtUp();
    const { db } = harness.service;
    const pages: string[][] = [];
    for (let after: string | undefined; ; ) {
      const page = await listParked(db, { limit: 4, ...(after !== undefined && { after }) });
      if (page.length === 0) break;
      pages.push(page.map(({ id }) => id));
      after = page.at(-1)?.cursor;
    }
    expect(pages.map((page) => page.length)).toEqual([4, 2]);
    expect(new Set(pages.flat()).size).toBe(6);
    expect((await listParked(db, { code: 'ACTION.NOT_FOUND', topic: 'actions' })).map(({ key }) => key).sort()).toEqual(['a', 'b', 'c']);
    expect(await listParked(db, { code: 'ACTION.NOT_FOUND', topic: 'calls' })).toEqual([]);
    expect(await listParked(db, { key: 'b', state: 'waiting' })).toHaveLength(1);
    const figures = await parkedFigures(db, 'human-review');
    expect(figures.map(({ code, state, count }) => [code, state, count])).toEqual([['ACTION.NOT_FOUND', 'failed', 3], ['PARKED.BEHIND', 'waiting', 3]]);
    expect(figures.every(({ oldestSeconds }) => oldestSeconds >= 0 && oldestSeconds < 60)).toBe(true);
  });
});
