import type { CallMetadata } from './call-metadata.js';
import { namesSomebody } from './personal-call-id.js';

const call = (changes: Partial<CallMetadata> = {}): CallMetadata =>
  ({ platform: 'upload', callId: null, agentId: null, startedAt: null, timeZone: 'UTC', direction: 'inbound', from: '+447911123456', to: '+18005550142', channelRoles: null, language: null, consent: 'granted', vocabulary: [], ...changes }) as CallMetadata;

describe('an id of a call names somebody', () => {
  it.each([['+4479 1112 3456-20261104'], ['447911123456-2026-11-04T14:05'], ['in_07911123456_1405'], ['rec-7911-123-456.1'], ['sip:+14155550101@pbx.example.net'], ['%2B14155550101;tag=9'], ['violet.kingsolver@example.com/17']])('%s', (id) => expect(namesSomebody(id, call())).toBe(true));

  it.each([['CA0123456789abcdef0123456789abcdef'], ['6011111111111117'], ['1795293697995612'], ['20261104140510-0042'], ['0b6c1a52-71fe-4e0c-9a30-2d0c5d1f7a11'], ['18005550142-17'], ['call_17'], ['+1']])('and %s does not', (id) => expect(namesSomebody(id, call())).toBe(false));

  it('by whoever took part, whichever way the call went', () => {
    expect(namesSomebody('800555014217', call({ direction: 'outbound' }))).toBe(true);
    expect(namesSomebody('800555014217', call({ direction: 'unknown' }))).toBe(true);
    // An extension is in any id by chance.
    expect(namesSomebody('2026110412345', call({ from: '12345' }))).toBe(false);
  });
});
