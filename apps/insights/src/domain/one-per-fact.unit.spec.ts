import { asMajor, deterministicId, newerIds, type CallbackRequestedV1 } from '@callmesh/contracts';
import { lifeOfACall } from '../testing/life-of-a-call.js';
import { foldThread } from './fold-thread.js';
import type { RecordedEvent } from './recorded-event.js';

const { conversationId, events } = lifeOfACall({ name: 'two-majors' });

const fact = deterministicId('callback');
const said: CallbackRequestedV1 = { ...events.cancellation.data, requestedBy: 'agent', dueAt: 1_795_000_000_000, duePhrase: 'on Tuesday' };
const told = { time: '2026-11-12T23:21:15.000Z', service: 'extraction', causationId: null, factId: fact };
const v1: RecordedEvent = { ...told, id: fact, type: 'callback.requested.v1', data: said };
const v2: RecordedEvent = { ...told, id: newerIds('callback.requested.v1', fact)[0] ?? '', type: 'callback.requested.v2', data: asMajor('callback.requested.v2', { type: 'callback.requested.v1', data: said }) };
const draftedAfter = (cause: RecordedEvent): RecordedEvent => {
  const { type, data, metadata } = events.drafted;
  return { type, data, id: metadata.id, time: metadata.time, service: 'human-review', causationId: cause.id, factId: metadata.factId };
};

describe('a fact that was told in two majors', () => {
  it.each([
    ['the older one alone', [v1], v1],
    ['the newer one alone', [v2], v2],
    ['both', [v1, v2], v2],
    ['both, the newer one first', [v2, v1], v2],
  ])('is one event of the thread, the newest there is: %s', (_name, known, shown) => {
    const thread = foldThread(conversationId, known);
    expect(thread.events.map(({ id, type }) => [id, type])).toEqual([[shown.id, 'callback.requested']]);
  });

  it.each([
    ['the newer, where it is here in the older', [v1], v2, v1],
    ['the older, where it is here in the newer', [v2], v1, v2],
    ['the older, where it is here in both', [v1, v2], v1, v2],
  ])('stays the cause of what followed from it in %s', (_name, known, heard, shown) => {
    const [, draft] = foldThread(conversationId, [...known, draftedAfter(heard)]).events;
    expect(draft).toMatchObject({ type: 'action.drafted', causationId: shown.id });
  });
});
