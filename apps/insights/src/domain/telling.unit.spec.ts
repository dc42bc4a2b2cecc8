import type { RecordedEvent } from './recorded-event.js';
import { tellingOf } from './telling.js';

const scored = (over: object): RecordedEvent =>
  ({ type: 'call.scored.v1', data: { scorecard: 'support', scorecardVersion: 2, score: 61.6, mode: 'live', needsPerson: false, ...over } }) as unknown as RecordedEvent;

describe('what an event says beside its type', () => {
  it('a score names its scorecard, and that a person is asked where the engine was not sure', () => {
    expect(tellingOf(scored({}))).toBe('support 2: 62 of 100');
    expect(tellingOf(scored({ score: null, mode: 'pilot', needsPerson: true }))).toBe('support 2: no score, pilot, a person is asked');
  });

  it('is nothing where the type says it all', () => {
    expect(tellingOf({ type: 'order.cancellation-requested.v1', data: { orderId: '48213' } } as unknown as RecordedEvent)).toBeNull();
  });
});
