import { randomUUID } from 'node:crypto';
import { bundledRegistry, type ActionAppliedV1 } from '@callmesh/contracts';
import { markProjection } from '@callmesh/event-sourcing';
import { Pool } from 'pg';
import type { QueryRunner } from 'typeorm';
import type { CallmeshServer } from '../consumer/callmesh-server.js';
import { sweep } from '../embedded/retention.js';
import { startRelay, type Relay } from '../relay/relay.js';
import { consumerHarness, until, type ConsumerHarness } from '../testing/consumer-harness.js';
import { faults, resetReactors, ReviewWhenApplied } from '../testing/effect-reactors.js';
import { startHistoryProvider } from './history-provider.js';
import type { Replay, ReplayRequest } from './replay.port.js';
import { ReplayRunner } from './replay-runner.js';

/** The harness's table of effects stands for a read model. */
class Marked1764000000950 {
  readonly name = 'Marked1764000000950';
  up = (runner: QueryRunner): Promise<void> => markProjection(runner, 'effects');
  down = (): Promise<void> => Promise.reject(new Error('forward-only'));
}

const KEYS = ['k0', 'k1', 'k2'];

describe('replay', () => {
  let harness: ConsumerHarness;
  let server: CallmeshServer;
  let relay: Relay;
  let runner: ReplayRunner;
  let end: () => Promise<void>;
  const onError = (error: unknown): void => void process.stderr.write(`${String(error)}\n`);
  const request = (change: Partial<ReplayRequest>): ReplayRequest => ({ kind: 'copy', projection: 'effects', copy: 'rebuild', promotes: true, from: 'earliest', askedBy: 'test', ...change });
  const rows = async (): Promise<string[]> => (await harness.effects()).map(({ key, note }) => `${key} ${note}`).sort();

  /** Appends as a service does; the relay publishes. */
  async function append(from: number, count: number, ageMs = 0): Promise<void> {
    const { db, store } = harness.service;
    for (let n = from; n < from + count; n += 1) {
      const key = KEYS[n % KEYS.length] ?? '';
      const data: ActionAppliedV1 = { actionId: randomUUID(), conversationId: key, kind: 'call-note', destination: 'hubspot', object: 'note', objectId: String(n) };
      await db.transaction('acme', async (tx) => {
        const { length } = await store.load(tx, `action-${key}`);
        await store.append(tx, `action-${key}`, length, [{ type: 'action.applied.v1', data }], { conversationId: key, causationId: null, time: new Date(Date.now() - ageMs).toISOString() });
      });
    }
    relay.wake();
    await until(async () => (await harness.effects()).length === from + count && (await relay.lag()) === 0);
  }

  /** What retention does to a topic when its time has come. */
  async function forget(): Promise<void> {
    const pool = new Pool({ connectionString: harness.service.adminUrl });
    await pool.query(`update bus.messages set published_at = now() - interval '40 days' where topic = 'actions'`);
    // The bus may sweep too at this moment.
    await sweep(pool);
    expect((await pool.query(`select from bus.messages where topic = 'actions'`)).rowCount).toBe(0);
    await pool.end();
  }

  async function ended({ id }: Replay, phase = 'done'): Promise<Replay> {
    await until(async () => ['done', 'failed', 'cancelled', phase].includes((await runner.table.find(id)).phase));
    const found = await runner.table.find(id);
    expect({ phase: found.phase, error: found.error }).toEqual({ phase, error: null });
    return found;
  }

  beforeEach(async () => {
    resetReactors();
    harness = await consumerHarness(undefined, [Marked1764000000950]);
    const { db, cipher } = harness.service;
    const shared = { service: 'human-review', db, bus: harness.bus, registry: bundledRegistry(), onError } as const;
    [server] = (await harness.start([ReviewWhenApplied], [{ service: 'human-review' }])) as [CallmeshServer];
    relay = startRelay({ ...shared, cipher, exclusive: true });
    const history = await startHistoryProvider({ ...shared, cipher });
    runner = new ReplayRunner({ ...shared, server, countJobs: () => Promise.resolve({}) });
    end = async () => {
      await runner.stop();
      await history.stop();
      await relay.stop();
    };
  });
  afterEach(async () => {
    resetReactors();
    await end();
    await harness.close();
  });

  it('builds a read model from zero beside the live one, history first where the topic has forgotten it, and puts it in its place', async () => {
    await append(0, 12, 41 * 86_400_000);
    await forget();
    await append(12, 6);
    const expected = await rows();
    await harness.service.db.transaction('acme', (tx) => tx.query('delete from effects where key = $1', ['k1']));
    expect(await rows()).not.toEqual(expected);
    const asked = await runner.ask(request({}), ['effects']);
    const { heard } = await ended(asked);
    expect(await rows()).toEqual(expected);
    expect(heard).toBeGreaterThanOrEqual(18);
    for (const key of KEYS) {
      const notes = (await harness.effects()).filter((effect) => effect.key === key).map(({ note }) => Number(note));
      expect(notes).toEqual([...notes].sort((a, b) => a - b));
    }
    // The live group goes on with the new tables, and nothing of the copy is left.
    await append(18, 3);
    expect((await rows()).length).toBe(21);
    const { rows: left } = await harness.service.db.workerQuery('select nspname from pg_namespace where nspname like $1', ['human\\_review\\_\\_%']);
    expect(left).toEqual([]);
    const { rows: marks } = await harness.service.db.workerQuery('select distinct consumer_group from inbox');
    expect(marks).toEqual([{ consumer_group: 'human-review' }]);
  });

  it('keeps a copy up until it is compared and promoted, or dropped', async () => {
    await append(0, 6);
    await harness.service.db.transaction('acme', (tx) => tx.query('delete from effects where note = $1', ['3']));
    const asked = await runner.ask(request({ copy: 'look', promotes: false }), ['effects']);
    await ended(asked, 'following');
    expect(await rows()).toHaveLength(5);
    await expect(runner.ask(request({ copy: 'look' }), ['effects'])).rejects.toMatchObject({ code: 'COPY.ALREADY_EXISTS' });
    await runner.table.promote(await runner.table.ofCopy('look'));
    await ended(asked);
    expect(await rows()).toHaveLength(6);

    const dropped = await runner.ask(request({ copy: 'gone', promotes: false }), ['effects']);
    await ended(dropped, 'following');
    await runner.table.finish(dropped, 'cancelled');
    await expect(runner.table.ofCopy('gone')).rejects.toMatchObject({ code: 'COPY.NOT_FOUND' });
    expect(await rows()).toHaveLength(6);
  });

  it('goes on where the process before it was stopped', async () => {
    await append(0, 6);
    const asked = await runner.ask(request({ copy: 'kept', promotes: false }), ['effects']);
    await ended(asked, 'following');
    await runner.stop();
    const { db } = harness.service;
    runner = new ReplayRunner({ service: 'human-review', db, bus: harness.bus, registry: bundledRegistry(), server, countJobs: () => Promise.resolve({}), onError });
    await runner.table.promote(await runner.table.ofCopy('kept'));
    await ended(asked);
    expect(await rows()).toHaveLength(6);
  });

  it('applies events from a time or a message on once more to the live tables', async () => {
    await append(0, 3);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const time = Date.now();
    await append(3, 3);
    // These reactions are not idempotent, so what is applied again shows.
    await ended(await runner.ask(request({ kind: 'live', copy: null, promotes: false, from: { time } })));
    const again = (await rows()).filter((row, index, all) => all.indexOf(row) !== index);
    expect(again.sort()).toEqual(['k0 3', 'k1 4', 'k2 5']);
    await expect(runner.ask(request({ kind: 'live', copy: null, from: { places: [{ topic: 'actions', partition: 0, position: 'nonsense' }] } }))).rejects.toMatchObject({ code: 'BUS.POSITION_INVALID' });
  });

  it('rehearses without leaving anything, and says what would fail', async () => {
    await append(0, 4);
    const before = await rows();
    faults.set('2', new Error('would fail'));
    const rehearsed = await ended(await runner.ask(request({ kind: 'rehearsal', projection: null, copy: null, promotes: false })));
    expect(rehearsed).toMatchObject({ heard: 4, outcome: { appends: {}, jobs: {}, failures: [{ type: 'action.applied.v1', code: 'UNEXPECTED.Error' }] } });
    expect(await rows()).toEqual(before);
    faults.clear();
    await ended(await runner.ask(request({ kind: 'effects', projection: null, copy: null, promotes: false })));
    expect(await rows()).toHaveLength(8);
  });
});
