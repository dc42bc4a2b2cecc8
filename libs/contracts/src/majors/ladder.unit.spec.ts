import { decodeEvent, encodeEvent } from '../codec.js';
import type { EventMetadata } from '../event.js';
import { flow } from '../flow.js';
import { fixtures, payload } from '../testing/fixtures.js';
import { asMajor, hasNewerMajor, tellings } from './ladder.js';

const metadata: EventMetadata = {
  id: '0b6c1a52-1f0e-5c7e-9a55-6b2f6c1d7e01',
  source: '/callmesh/extraction',
  time: '2026-01-01T10:45:00.123Z',
  conversationId: 'c',
  causationId: null,
  tenantId: 'acme',
  factId: '0b6c1a52-1f0e-5c7e-9a55-6b2f6c1d7e01',
  traceparent: null,
};
const family = (type: string): string => type.replace(/\.v\d+$/, '');

describe('a fact in two majors', () => {
  it('is told newest first, under ids of their own and one fact id', () => {
    const told = tellings({ type: 'callback.requested.v1', data: payload('callback.requested.v1'), metadata });
    expect(told.map(({ type, metadata: { id, factId } }) => [type, id === metadata.id, factId])).toEqual([
      ['callback.requested.v2', false, metadata.factId],
      ['callback.requested.v1', true, metadata.factId],
    ]);
    expect(tellings({ type: 'callback.requested.v1', data: payload('callback.requested.v1'), metadata })).toEqual(told);
  });

  it('is told once when it has one major', () => {
    const event = { type: 'call.analysed.v1', data: payload('call.analysed.v1'), metadata } as const;
    expect(tellings(event)).toEqual([event]);
  });

  it.each(fixtures.filter(({ type }) => hasNewerMajor(type)).map((fixture) => [`${fixture.type}.${fixture.minor}`, fixture] as const))(
    '%s, as it was stored once, climbs to every newer major, and each can be published',
    (_name, { type, bytes }) => {
      for (const told of tellings({ type, data: decodeEvent(type, bytes), metadata })) {
        expect(family(told.type)).toBe(family(type));
        const { body, schemaSha256 } = encodeEvent(told.type, told.data);
        expect(decodeEvent(told.type, body, schemaSha256)).toEqual(told.data);
      }
    },
  );

  it('keeps topic, writer and listeners over its majors, and the flow says which is told besides which', () => {
    for (const { besides, ...newer } of flow.filter((entry) => entry.besides)) {
      expect(newer).toEqual({ ...flow.find(({ type }) => type === besides), type: newer.type });
    }
    const told = flow.map(({ type }) => tellings({ type, data: payload(type), metadata }).map((telling) => telling.type));
    expect(told.filter(([newest, older]) => newest && older).map(([newest, older]) => [newest, older])).toEqual(flow.filter(({ besides }) => besides).map(({ type, besides }) => [type, besides]));
  });
});

describe('callback.requested v2', () => {
  const v1 = payload('callback.requested.v1');
  const day = { kind: 'date', value: '2026-01-02', party: null, text: 'tomorrow', utteranceId: 'u5' };
  const asV2 = (changes: Partial<typeof v1>) => asMajor('callback.requested.v2', { type: 'callback.requested.v1', data: { ...v1, ...changes } });

  it('promotes the date as it was said, and makes one field of the two that had to agree', () => {
    expect(asV2({ entities: [...v1.entities, day] }).due).toEqual({ at: v1.dueAt, iso: '2026-01-02', timeZone: 'America/New_York', phrase: 'tomorrow at ten' });
    expect(asV2({}).due).toMatchObject({ at: v1.dueAt, iso: null });
    expect(asV2({ dueAt: null }).due).toMatchObject({ at: null, phrase: 'tomorrow at ten' });
    expect(asV2({ dueAt: null, duePhrase: null }).due).toBeNull();
  });

  it('calls what the agent offered a promise', () => {
    expect([asV2({ requestedBy: 'agent' }).origin, asV2({ requestedBy: 'customer' }).origin]).toEqual(['promised', 'asked']);
  });

  it('is not made of what leads nowhere', () => {
    expect(() => asMajor('callback.requested.v2', { type: 'call.analysed.v1', data: payload('call.analysed.v1') })).toThrow('no rung from call.analysed.v1');
  });
});
