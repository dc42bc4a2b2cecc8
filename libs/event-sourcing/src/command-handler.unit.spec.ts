import type { EventMetadata } from '@callmesh/contracts';
import { handleCommand } from './command-handler.js';
import type { Tx } from './database.port.js';
import { DomainError, type Decider } from './decider.js';
import type { EventStore, NewEvent, StoredEvent } from './event-store.port.js';
import { applied, contextOf, failed } from './testing/fixtures.js';

type Applied = ReturnType<typeof applied>;
const tx = {} as Tx;

/** What a command handler asks of a store, with a history given and the appends written down. */
function recording(history: readonly NewEvent[]): { store: EventStore; appended: { expectedVersion: number; events: readonly NewEvent[] }[] } {
  const appended: { expectedVersion: number; events: readonly NewEvent[] }[] = [];
  const stored = (event: NewEvent, version: number): StoredEvent => ({ ...event, metadata: {} as EventMetadata, streamId: 's', version }) as StoredEvent;
  const append: EventStore['append'] = (_tx, _streamId, expectedVersion, events) => {
    appended.push({ expectedVersion, events });
    return Promise.resolve(events.map((event, i) => stored(event, expectedVersion + 1 + i)));
  };
  return { appended, store: { load: () => Promise.resolve(history.map((event, i) => stored(event, i + 1))), append, appendWithCommit: append } };
}

const countdown: Decider<number, Applied, number> = {
  initial: 0,
  decide(command, state) {
    if (command < 0) throw new DomainError('COUNT.NEGATIVE', 'a count is not below zero');
    return Array.from({ length: Math.max(0, command - state) }, () => applied('a1', 'c1'));
  },
  evolve: (state) => state + 1,
};

describe('handleCommand', () => {
  it('decides over the history and appends behind it', async () => {
    const { store, appended } = recording([applied('a1', 'c1')]);
    const { events, state } = await handleCommand(store, countdown, tx, 's', 3, contextOf('c1'));
    expect(appended).toMatchObject([{ expectedVersion: 1, events: [{}, {}] }]);
    expect(events.map(({ version }) => version)).toEqual([2, 3]);
    expect(state).toBe(3);
  });

  it('appends nothing when nothing was decided', async () => {
    const { store, appended } = recording([applied('a1', 'c1')]);
    expect(await handleCommand(store, countdown, tx, 's', 1, contextOf('c1'))).toEqual({ events: [], state: 1 });
    expect(appended).toEqual([]);
  });

  it('lets a refusal through as it is, and appends nothing', async () => {
    const { store, appended } = recording([]);
    await expect(handleCommand(store, countdown, tx, 's', -1, contextOf('c1'))).rejects.toMatchObject({ code: 'COUNT.NEGATIVE' });
    expect(appended).toEqual([]);
  });

  it('gives each event the fact id that its service names', async () => {
    const { store, appended } = recording([]);
    const decider: Decider<null, NewEvent, null> = { initial: null, decide: () => [applied('a1', 'c1'), failed('a1', 'c1', 'gone')], evolve: () => null };
    await handleCommand(store, decider, tx, 's', null, { ...contextOf('c1'), factIdOf: (event) => (event.type === 'action.applied.v1' ? 'fact-1' : undefined) });
    expect(appended[0]?.events.map(({ factId }) => factId)).toEqual(['fact-1', undefined]);
  });
});
