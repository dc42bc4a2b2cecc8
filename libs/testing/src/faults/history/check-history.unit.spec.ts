import { checkHistory } from './check-history.js';
import type { History, StoredEvent } from './history.js';

const event = (id: string, streamId: string, version: number, type: string, service: string): StoredEvent => ({ id, service, streamId, version, type, conversationId: 'c1', causationId: null });

/** A call that was recorded, approved and applied, with nothing wrong. */
const sound: History = {
  acknowledged: [{ by: 'POST /calls 202', type: 'call.recorded.v1', conversationId: 'c1' }],
  stored: [event('e1', 'call-c1', 1, 'call.recorded.v1', 'ingestion'), event('e2', 'action-a1', 1, 'action.drafted.v1', 'human-review'), event('e3', 'action-a1', 2, 'action.reviewed.v1', 'human-review')],
  published: [
    { topic: 'calls', partition: 0, key: 'c1', eventId: 'e1' },
    { topic: 'actions', partition: 2, key: 'c1', eventId: 'e2' },
    { topic: 'actions', partition: 2, key: 'c1', eventId: 'e3' },
    // A relay that came back repeats what it cannot know to be there.
    { topic: 'actions', partition: 2, key: 'c1', eventId: 'e2' },
  ],
  consumed: [
    { group: 'insights', eventId: 'e1', state: 'processed' },
    { group: 'insights', eventId: 'e2', state: 'processed' },
    { group: 'insights', eventId: 'e3', state: 'parked' },
  ],
  heardBy: () => ['insights'],
  topicOf: (type) => (type.startsWith('call.') ? 'calls' : 'actions'),
  decided: [{ key: 'k1', actionId: 'a1', outcomes: ['made'], inReview: false }],
  outside: [{ key: 'k1', object: 'tickets/1' }],
  projections: [{ name: 'queue', live: 'a\nb', rebuilt: 'a\nb' }],
  standstills: [{ what: 'relay of ingestion', metricAfterMs: 10, logAfterMs: 200 }],
};
const judged = (changes: Partial<History>): string[] => checkHistory({ ...sound, ...changes }).map(({ invariant, what }) => `${invariant} ${what}`);

describe('a run in which nothing went wrong', () => {
  it('is found sound, repeats on the broker included', () => {
    expect(judged({})).toEqual([]);
  });
});

describe('I1 is broken by', () => {
  it('an acknowledged event that the store lacks', () => {
    expect(judged({ acknowledged: [...sound.acknowledged, { by: 'POST /calls 202', type: 'call.recorded.v1', conversationId: 'c2' }] })).toEqual([
      'I1 POST /calls 202 acknowledged call.recorded.v1 of c2: the store has none',
    ]);
  });

  it('a stored event that never reached its topic, or only under another key', () => {
    const gone = sound.published.filter(({ eventId }) => eventId !== 'e1');
    expect(judged({ published: gone })).toEqual(['I1 call.recorded.v1 e1 (call-c1/1) is in the store and not on calls under c1']);
    expect(judged({ published: [...gone, { topic: 'calls', partition: 0, key: 'c9', eventId: 'e1' }] })).toHaveLength(1);
  });

  it('an event that a group hears and neither processed nor parked', () => {
    expect(judged({ consumed: sound.consumed.slice(1) })).toEqual(['I1 call.recorded.v1 e1 was neither processed nor parked by insights']);
  });
});

describe('I2 is broken by', () => {
  it.each<[string, Partial<History>, string]>([
    ['two objects of one effect', { outside: [...sound.outside, { key: 'k1', object: 'tickets/2' }] }, 'effect k1 is held 2 times: tickets/1, tickets/2'],
    ['a second outcome of one action', { decided: [{ key: 'k1', actionId: 'a1', outcomes: ['made', 'refused'], inReview: false }] }, 'action a1 (effect k1) ended 2 times: made, refused'],
    ['an action without an outcome', { decided: [{ key: 'k1', actionId: 'a1', outcomes: [], inReview: false }] }, 'action a1 (effect k1) has no outcome'],
    ['an effect said to be made that the outside lacks', { outside: [] }, 'effect k1 is said to be made and the outside does not hold it'],
    ['an effect said to be refused that the outside holds', { decided: [{ key: 'k1', actionId: 'a1', outcomes: ['refused'], inReview: true }] }, 'effect k1 is said to be refused and the outside holds it'],
    ['an uncertain effect that no person is asked about', { decided: [{ key: 'k1', actionId: 'a1', outcomes: ['uncertain'], inReview: false }] }, 'effect k1 is uncertain and no person is asked'],
    ['an effect that nobody decided on', { outside: [...sound.outside, { key: 'k2', object: 'tickets/3' }] }, 'effect k2 is held outside and nobody decided on it'],
  ])('%s', (_what, changes, said) => {
    expect(judged(changes)).toEqual([`I2 ${said}`]);
  });

  it('not by an uncertain effect that a person decides, whether or not it was made', () => {
    const decided: History['decided'] = [{ key: 'k1', actionId: 'a1', outcomes: ['uncertain'], inReview: true }];
    expect([...judged({ decided }), ...judged({ decided, outside: [] })]).toEqual([]);
  });
});

describe('I3 is broken by', () => {
  it('events of one conversation that appear the wrong way round', () => {
    const [recorded, drafted, reviewed] = sound.published;
    expect(judged({ published: [recorded, reviewed, drafted].flatMap((m) => m ?? []) })).toEqual(['I3 on actions c1 event e2 came first after event e3, which the store has later']);
  });

  it('a conversation that is spread over partitions', () => {
    expect(judged({ published: [...sound.published, { topic: 'actions', partition: 3, key: 'c1', eventId: 'e3' }] })).toEqual(['I3 actions c1 is in partitions 2, 3']);
  });

  it('a stream whose versions the readers get out of order, or with a gap', () => {
    const [e1, e2, e3] = sound.stored.map((one) => one);
    expect(judged({ stored: [e1, e3, e2].flatMap((e) => e ?? []) })).toContain('I3 the readers of human-review action-a1 get version 2 after 0');
    expect(judged({ stored: [e1, e3].flatMap((e) => e ?? []) })).toEqual(['I3 the readers of human-review action-a1 get version 2 after 0']);
  });
});

describe('I4 is broken by', () => {
  it('a row that a rebuild makes otherwise, leaves out, or adds', () => {
    const rebuilt = (text: string): string[] => judged({ projections: [{ name: 'queue', live: 'a\nb', rebuilt: text }] });
    expect(rebuilt('a\nB')).toEqual(['I4 queue differs from row 2 on: b became B']);
    expect(rebuilt('a')).toEqual(['I4 queue differs from row 2 on: b became (no row)']);
    expect(rebuilt('a\nb\nc')).toEqual(['I4 queue differs from row 3 on: (no row) became c']);
  });
});

describe('I5 is broken by', () => {
  it('a standstill that no metric shows, that no line says, or that is told after more than a minute', () => {
    expect(judged({ standstills: [{ what: 'relay', metricAfterMs: null, logAfterMs: 61_000 }] })).toEqual(['I5 relay: no metric says so', 'I5 relay: the first log line came after 61000 ms']);
  });
});
