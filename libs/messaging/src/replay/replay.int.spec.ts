import { Pool } from 'pg';
import { sweep } from '../embedded/retention.js';
import { faults, resetReactors } from '../testing/effect-reactors.js';
import { KEYS, replayHarness, request, type ReplayHarness } from '../testing/replay-harness.js';

describe('replay', () => {
  let harness: ReplayHarness;

  /** What retention does to a topic when its time has come. */
  async function forget(): Promise<void> {
    const pool = new Pool({ connectionString: harness.service.adminUrl });
    await pool.query(`update bus.messages set published_at = now() - interval '40 days' where topic = 'actions'`);
    // The bus may sweep too at this moment.
    await sweep(pool);
    expect((await pool.query(`select from bus.messages where topic = 'actions'`)).rowCount).toBe(0);
    await pool.end();
  }

  beforeEach(async () => {
    resetReactors();
    harness = await replayHarness();
  });
  afterEach(async () => {
    resetReactors();
    await harness.close();
  });

  it('builds a read model from zero beside the live one, history first where the topic has forgotten it, and puts it in its place', async () => {
    await harness.append(0, 12, 41 * 86_400_000);
    await forget();
    await harness.append(12, 6);
    const expected = await harness.rows();
    await harness.service.db.transaction('acme', (tx) => tx.query('delete from effects where key = $1', ['k1']));
    expect(await harness.rows()).not.toEqual(expected);
    const asked = await harness.runner.ask(request({}), ['effects']);
    const { heard } = await harness.ended(asked);
    expect(await harness.rows()).toEqual(expected);
    expect(heard).toBeGreaterThanOrEqual(18);
    for (const key of KEYS) {
      const notes = (await harness.effects()).filter((effect) => effect.key === key).map(({ note }) => Number(note));
      expect(notes).toEqual([...notes].sort((a, b) => a - b));
    }
    // The live group goes on with the new tables, and nothing of the copy is left.
    await harness.append(18, 3);
    expect((await harness.rows()).length).toBe(21);
    const { rows: left } = await harness.service.db.workerQuery('select nspname from pg_namespace where nspname like $1', ['human\\_review\\_\\_%']);
    expect(left).toEqual([]);
    const { rows: marks } = await harness.service.db.workerQuery('select distinct consumer_group from inbox');
    expect(marks).toEqual([{ consumer_group: 'human-review' }]);
  });

  it('keeps a copy up until it is compared and promoted, or dropped', async () => {
    await harness.append(0, 6);
    await harness.service.db.transaction('acme', (tx) => tx.query('delete from effects where note = $1', ['3']));
    const asked = await harness.runner.ask(request({ copy: 'look', promotes: false }), ['effects']);
    await harness.ended(asked, 'following');
    expect(await harness.rows()).toHaveLength(5);
    await expect(harness.runner.ask(request({ copy: 'look' }), ['effects'])).rejects.toMatchObject({ code: 'COPY.ALREADY_EXISTS' });
    await harness.runner.table.promote(await harness.runner.table.ofCopy('look'));
    await harness.ended(asked);
    expect(await harness.rows()).toHaveLength(6);

    const dropped = await harness.runner.ask(request({ copy: 'gone', promotes: false }), ['effects']);
    await harness.ended(dropped, 'following');
    await harness.runner.table.cancel(dropped.id);
    await expect(harness.runner.table.ofCopy('gone')).rejects.toMatchObject({ code: 'COPY.NOT_FOUND' });
    expect(await harness.rows()).toHaveLength(6);
  });

  it('goes on where the process before it was stopped', async () => {
    await harness.append(0, 6);
    const asked = await harness.runner.ask(request({ copy: 'kept', promotes: false }), ['effects']);
    await harness.ended(asked, 'following');
    await harness.runner.stop();
    const next = harness.anotherRunner();
    await next.table.promote(await next.table.ofCopy('kept'));
    await harness.ended(asked, 'done', next);
    expect(await harness.rows()).toHaveLength(6);
  });

  it('applies events from a time or a message on once more to the live tables', async () => {
    await harness.append(0, 3);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const time = Date.now();
    await harness.append(3, 3);
    // These reactions are not idempotent, so what is applied again shows.
    await harness.ended(await harness.runner.ask(request({ kind: 'live', copy: null, promotes: false, from: { time } })));
    const again = (await harness.rows()).filter((row, index, all) => all.indexOf(row) !== index);
    expect(again.sort()).toEqual(['k0 3', 'k1 4', 'k2 5']);
    await expect(harness.runner.ask(request({ kind: 'live', copy: null, from: { places: [{ topic: 'actions', partition: 0, position: 'nonsense' }] } }))).rejects.toMatchObject({ code: 'BUS.POSITION_INVALID' });
  });

  it('rehearses without leaving anything, and says what would fail', async () => {
    await harness.append(0, 4);
    const before = await harness.rows();
    faults.set('2', new Error('would fail'));
    const rehearsed = await harness.ended(await harness.runner.ask(request({ kind: 'rehearsal', projection: null, copy: null, promotes: false })));
    expect(rehearsed).toMatchObject({ heard: 4, outcome: { appends: {}, jobs: {}, failures: [{ type: 'action.applied.v1', code: 'UNEXPECTED.Error' }] } });
    expect(await harness.rows()).toEqual(before);
    faults.clear();
    await harness.ended(await harness.runner.ask(request({ kind: 'effects', projection: null, copy: null, promotes: false })));
    expect(await harness.rows()).toHaveLength(8);
  });
});
