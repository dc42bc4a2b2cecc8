import type { CallMetadata } from './call-metadata.js';
import { namesSomebody } from './personal-call-id.js';

const call = (changes: Partial<CallMetadata> = {}): CallMetadata =>
  ({ platform: 'upload', callId: null, agentId: null, startedAt: null, timeZone: 'UTC', direction: 'inbound', from: '+447911123456', to: '+18005550142', channelRoles: null, language: null, consent: 'granted', vocabulary: [], ...changes }) as CallMetadata;

describe('an id of a call names somebody', () => {
  it.each([['+4479 1112 3456-20261104'], ['447911123456-2026-11-04T14:05'], ['in_07911123456_1405'], ['rec-7911-123-456.1'], ['sip:+14155550101@pbx.example.net'], ['%2B14155550101;tag=9'], ['violet.kingsolver@example.com/17']])('%s', (id) => expect(namesSomebody(id, call())).toBe(true));

  it.each([['CA0123456789abcdef0123456789abcdef'], ['6011111111111117'], ['1795293697995612'], ['20261104140510-0042'], ['0b6c1a52-71fe-4e0c-9a30-2d0c5d1f7a11'], ['18005550142-17'], ['call_17'], ['+1']])('and %s does not', (id) => expect(namesSomebody(id, call())).toBe(false));

  it('by somebody who is no known party: a number beside other things, as it is dialled where the call was', () => {
    const british = call({ from: null, to: '+441632960100' });
    for (const id of ['q-700-07911123456-20261104-140510-1795293697.1', '20261104_447911123456', '02079460958_0042']) expect([id, namesSomebody(id, british)]).toEqual([id, true]);
    const american = call({ from: null });
    for (const id of ['out-18005550142-4155550132-20261104', '14155550132.20261104140510']) expect([id, namesSomebody(id, american)]).toEqual([id, true]);
    expect(namesSomebody('20261104-4155550132', call({ from: null, to: null }))).toBe(true);
  });

  it('but digits alone do not, nor times, what cannot be dialled there, or what a machine drew', () => {
    const american = call({ from: null });
    for (const id of ['4155550132', '20261104140510-1795293697.1234', '1795293697123.7', '07911123456-0042', '00001012341466162817-1', '41555501-71fe-4e0c-9a30-415555013200', 'CA4155550132-7']) expect([id, namesSomebody(id, american)]).toEqual([id, false]);
  });

  it('by whoever took part, whichever way the call went', () => {
    expect(namesSomebody('800555014217', call({ direction: 'outbound' }))).toBe(true);
    expect(namesSomebody('800555014217', call({ direction: 'unknown' }))).toBe(true);
    // An extension is in any id by chance.
    expect(namesSomebody('2026110412345', call({ from: '12345' }))).toBe(false);
  });
});
