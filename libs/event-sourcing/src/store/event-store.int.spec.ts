import { createTestCipher, createTestService, type TestService } from '@callmesh/testing';
import { VersionConflict } from '../event-store.port.js';
import { handleCommand } from '../command-handler.js';
import { applied, contextOf, failed } from '../testing/fixtures.js';
import { readUntil } from '../testing/read-all.js';

const cipher = createTestCipher();
let service: TestService;

beforeAll(async () => {
  service = await createTestService({ schema: 'human_review', service: 'human-review', cipher });
});
afterAll(() => service.drop());

const inAcme = <T>(work: Parameters<typeof service.db.transaction<T>>[1]): Promise<T> => service.db.transaction('acme', work);

describe('event store', () => {
  it('gives back what was appended, in order, with its metadata', async () => {
    const { store } = service;
    const context = { ...contextOf('c1'), traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
    const first = await inAcme((tx) => store.append(tx, 'action-a1', 0, [applied('a1', 'c1'), { ...failed('a1', 'c1', 'no such order'), factId: 'fact-1' }], context));
    const second = await inAcme((tx) => store.append(tx, 'action-a1', 2, [applied('a1', 'c1')], contextOf('c1', first[0]?.metadata.id)));
    const loaded = await inAcme((tx) => store.load(tx, 'action-a1'));
    expect(loaded).toEqual([...first, ...second]);
    expect(loaded.map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(loaded[1]).toMatchObject({ data: { reason: 'no such order' }, metadata: { factId: 'fact-1', source: '/callmesh/human-review', tenantId: 'acme', traceparent: context.traceparent } });
  });

  it('keeps personal strings sealed in the table and in the feed', async () => {
    const { store, db } = service;
    await inAcme((tx) => store.append(tx, 'action-sealed', 0, [failed('sealed', 'c2', 'Mrs Jones hung up')], contextOf('c2')));
    const rows = await readUntil(db, (read) => read.some(({ streamId }) => streamId === 'action-sealed'));
    const row = rows.find(({ streamId }) => streamId === 'action-sealed');
    expect(row?.body.includes('Jones')).toBe(false);
    expect(row?.body.includes('ORDER.GONE')).toBe(true);
  });

  it('reads [ERASED] where the key of the conversation is gone', async () => {
    const { store } = service;
    await inAcme((tx) => store.append(tx, 'action-erased', 0, [failed('erased', 'c3', 'Mrs Jones hung up')], contextOf('c3')));
    cipher.erase('acme', 'c3');
    const [event] = await inAcme((tx) => store.load(tx, 'action-erased'));
    expect(event?.data).toMatchObject({ reason: '[ERASED]', code: 'ORDER.GONE' });
  });

  it('refuses an event that its schema does not allow, and nothing is stored', async () => {
    const { store } = service;
    const wrong = { type: 'action.applied.v1', data: { actionId: 'x' } } as never;
    await expect(inAcme((tx) => store.append(tx, 'action-wrong', 0, [applied('wrong', 'c1'), wrong], contextOf('c1')))).rejects.toMatchObject({ code: 'EVENT.NOT_ENCODABLE' });
    expect(await inAcme((tx) => store.load(tx, 'action-wrong'))).toEqual([]);
  });

  it.each([0, 2, 7])('refuses an append that expects version %i of a stream at version 1, and leaves the transaction usable', async (expected) => {
    const { store } = service;
    const stream = `action-conflict-${expected}`;
    await inAcme((tx) => store.append(tx, stream, 0, [applied(stream, 'c1')], contextOf('c1')));
    await inAcme(async (tx) => {
      await expect(store.append(tx, stream, expected, [applied(stream, 'c1')], contextOf('c1'))).rejects.toThrow(VersionConflict);
      expect(await store.load(tx, stream)).toHaveLength(1);
    });
  });

  it('is refused with 40001 when the stream was appended to by a younger transaction, and succeeds in a new one', async () => {
    const { store } = service;
    let attempts = 0;
    const versions = await inAcme(async (tx) => {
      attempts += 1;
      if (attempts === 1) {
        // Takes its transaction id now; the other one, which commits in between, gets a higher one.
        await tx.query('select pg_current_xact_id()');
        await inAcme((other) => store.append(other, 'action-young', 0, [applied('young', 'c1')], contextOf('c1')));
      }
      const history = await store.load(tx, 'action-young');
      return (await store.append(tx, 'action-young', history.length, [applied('young', 'c1')], contextOf('c1'))).map(({ version }) => version);
    });
    expect({ attempts, versions }).toEqual({ attempts: 2, versions: [2] });
  });

  it('decides again over what another append wrote in between', async () => {
    const { store } = service;
    let decisions = 0;
    const decider = {
      initial: 0,
      decide: (_: undefined, seen: number) => (decisions++, [failed('again', 'c1', `after ${seen}`)]),
      evolve: (seen: number) => seen + 1,
    };
    const racing = { ...store, load: async (...args: Parameters<typeof store.load>) => {
      const history = await store.load(...args);
      if (history.length === 0) await inAcme((other) => store.append(other, 'action-again', 0, [applied('again', 'c1')], contextOf('c1')));
      return history;
    } };
    const { events } = await inAcme((tx) => handleCommand(racing, decider, tx, 'action-again', undefined, contextOf('c1')));
    expect(decisions).toBe(2);
    expect(events[0]).toMatchObject({ version: 2, data: { reason: 'after 1' } });
    expect(await inAcme((tx) => store.load(tx, 'action-again'))).toHaveLength(2);
  });

  it('keeps nothing of a transaction whose deferred append lost, and tells it by the append that lost', async () => {
    const { store } = service;
    await inAcme((tx) => store.append(tx, 'action-lost', 0, [applied('lost', 'c1')], contextOf('c1')));
    const work = inAcme(async (tx) => {
      await store.appendWithCommit(tx, 'action-beside', 0, [applied('beside', 'c1')], contextOf('c1'));
      await store.appendWithCommit(tx, 'action-lost', 0, [applied('lost', 'c1')], contextOf('c1'));
      await tx.query('select 1');
    });
    await expect(work).rejects.toMatchObject({ code: '40001', message: expect.stringContaining('action-lost') as string });
    expect(await inAcme((tx) => store.load(tx, 'action-beside'))).toEqual([]);
  });

  it('says so when a statement failed and its error was swallowed', async () => {
    await expect(inAcme((tx) => tx.query('select no_such_column').catch(() => 'never mind'))).rejects.toMatchObject({ code: 'TRANSACTION.ABORTED' });
  });

  it('says after the commit, once, that something was appended, and never after a rollback', async () => {
    const { store } = service;
    let heard = 0;
    const end = store.onAppended(() => (heard += 1));
    await inAcme(async (tx) => {
      await store.append(tx, 'action-heard', 0, [applied('heard', 'c1')], contextOf('c1'));
      await store.append(tx, 'action-heard', 1, [applied('heard', 'c1')], contextOf('c1'));
      expect(heard).toBe(0);
    });
    expect(heard).toBe(1);
    await inAcme(async (tx) => {
      await store.append(tx, 'action-heard', 2, [applied('heard', 'c1')], contextOf('c1'));
      throw new Error('changed my mind');
    }).catch(() => undefined);
    expect(heard).toBe(1);
    end();
  });
});
