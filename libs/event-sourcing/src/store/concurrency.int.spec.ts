import { setTimeout as sleep } from 'node:timers/promises';
import { createTestService, type TestService } from '@callmesh/testing';
import type { Database } from '../database.port.js';
import { VersionConflict } from '../event-store.port.js';
import { applied, contextOf } from '../testing/fixtures.js';
import { randomFrom } from '../testing/random.js';
import { FEED_START, readFeed, type FeedRow } from './feed.js';

const WRITERS = 8;
const COMMITS_PER_WRITER = 60;
const STREAMS = 5;
const seed = Number(process.env.SEED);

let service: TestService;

beforeAll(async () => {
  process.stdout.write(`commit-order race: SEED=${seed}\n`);
  service = await createTestService({ schema: 'insights', service: 'insights', max: 40 });
});
afterAll(() => service.drop());

/** A reader that runs beside the writers, and once more after they have ended. */
async function follow<Cursor>(start: Cursor, read: (after: Cursor) => Promise<{ ids: string[]; cursor: Cursor }>, done: () => boolean, complete: (ids: string[]) => boolean): Promise<string[]> {
  const seen: string[] = [];
  let cursor = start;
  // A reader that has missed something waits in vain; other work on the server may hold the horizon back for a while.
  for (let idleSince = Date.now(); Date.now() - idleSince < 5_000; await sleep(3)) {
    const next = await read(cursor);
    seen.push(...next.ids);
    cursor = next.cursor;
    if (done() && complete(seen)) break;
    if (!done() || next.ids.length > 0) idleSince = Date.now();
  }
  return seen;
}

/** What a reader with a position alone would do. */
async function readByPosition(db: Database, after: string): Promise<{ ids: string[]; cursor: string }> {
  const { rows } = await db.workerQuery<{ event_id: string; global_position: string }>('select event_id, global_position from events where global_position > $1 order by global_position', [after]);
  return { ids: rows.map((row) => row.event_id), cursor: rows.at(-1)?.global_position ?? after };
}

describe('concurrent appends', () => {
  it('reach a reader below the horizon all of them, in order within each stream', async () => {
    const { db, store } = service;
    const committed = new Set<string>();
    let rolledBack = 0;
    let ended = false;

    const writer = async (id: number): Promise<void> => {
      const random = randomFrom(seed * 100 + id);
      for (let turn = 0; turn < COMMITS_PER_WRITER; turn += 1) {
        const stream = `action-race-${Math.floor(random() * STREAMS)}`;
        const [writesFirst, pauseMs, slowCommitMs, fails, count] = [random() < 0.5, random() * 6, random() * 6, random() < 0.15, 1 + Math.floor(random() * 3)];
        try {
          const ids = await db.transaction('acme', async (tx) => {
            const history = await store.load(tx, stream);
            // An id taken before the append is what turns commit order and id order around.
            if (writesFirst) await tx.query('select pg_current_xact_id()');
            await sleep(pauseMs);
            const events = await store.append(tx, stream, history.length, Array.from({ length: count }, () => applied(`r${id}-${turn}`, 'c1')), contextOf('c1', `${id}-${turn}`));
            await sleep(slowCommitMs);
            if (fails) throw new Error('rolled back on purpose');
            return events.map(({ metadata }) => metadata.id);
          });
          ids.forEach((eventId) => committed.add(eventId));
        } catch (error) {
          if (error instanceof Error && error.message === 'rolled back on purpose') rolledBack += 1;
          else if (error instanceof VersionConflict || (error as { code?: string }).code === '40001') turn -= 1;
          else throw error;
        }
      }
    };

    const feed: FeedRow[] = [];
    const readComposite = async (after: typeof FEED_START): Promise<{ ids: string[]; cursor: typeof FEED_START }> => {
      const { rows, cursor } = await readFeed(db, after, 100);
      feed.push(...rows);
      return { ids: rows.map(({ metadata }) => metadata.id), cursor };
    };
    const all = (ids: string[]): boolean => ids.length >= committed.size;
    const readers = Promise.all([follow(FEED_START, readComposite, () => ended, all), follow('0', (after) => readByPosition(db, after), () => ended, () => true)]);
    await Promise.all(Array.from({ length: WRITERS }, (_, id) => writer(id)));
    ended = true;
    const [composite, naive] = await readers;

    const missed = [...committed].filter((id) => !composite.includes(id));
    const naiveMissed = [...committed].filter((id) => !naive.includes(id));
    const versions = new Map<string, number>();
    const inverted = feed.filter(({ streamId, version }) => {
      const before = versions.get(streamId) ?? 0;
      versions.set(streamId, version);
      return version !== before + 1;
    });
    process.stdout.write(`${committed.size} events committed, ${rolledBack} transactions rolled back; composite cursor missed ${missed.length}, position cursor missed ${naiveMissed.length}\n`);
    expect({ missed, inverted: inverted.map(({ streamId, version }) => `${streamId} ${version}`) }).toEqual({ missed: [], inverted: [] });
    expect(new Set(composite).size).toBe(composite.length);
    expect(rolledBack).toBeGreaterThan(0);
    // Otherwise this run showed nothing about the composite cursor.
    expect(naiveMissed.length).toBeGreaterThan(0);
  });

  it.each(['append', 'appendWithCommit'] as const)('lets exactly one of 32 clients win each version (%s)', async (road) => {
    const { db, store } = service;
    const stream = `action-${road}`;
    for (let version = 0; version < 5; version += 1) {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 32 }, (_, id) => {
          let tries = 0;
          return db.transaction('acme', async (tx) => {
            // The answer to a repeated transaction is known; what counts here is the first meeting.
            if ((tries += 1) > 1) throw new VersionConflict(stream, version);
            return store[road](tx, stream, version, [applied(`w${id}`, 'c1')], contextOf('c1', `${version}-${id}`));
          });
        }),
      );
      const losses = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(losses.every(({ reason }) => reason instanceof VersionConflict)).toBe(true);
      expect(outcomes.length - losses.length).toBe(1);
    }
    const events = await db.transaction('acme', (tx) => store.load(tx, stream));
    expect(events.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
  });
});
