import type { CallMetadata } from './metadata/call-metadata.js';
import { shownFileName } from './shown-file-name.js';

const call = (from: string | null, to: string | null, customerName: string | null = null) => ({ direction: 'inbound', from, to, customerName, customerEmail: null, agentName: null }) as CallMetadata;

describe('the name of a file, as others may see it', () => {
  it.each([
    ['zeb.q@quartermain.example.com +14155552266.vtt', ['zeb', 'quartermain', '4155552266']],
    ['rec_4155552266_inbound.wav', ['4155552266']],
    ['(415) 555-2266 call.mp3', ['555']],
    ['536-22-8716.wav', ['8716']],
    ['card 4111 1111 1111 1111.ogg', ['1111']],
  ])('%s: holds no number and no address', (name, hidden) => {
    const shown = shownFileName(name, null) ?? '';
    for (const text of hidden) expect(shown).not.toContain(text);
    expect(shown).toMatch(/\[[A-Z_]+_1\].*\.(vtt|wav|mp3|ogg)$/);
  });

  it.each([
    ['q-700-4155550132-20261104-140510-1795293697.1.wav', call(null, '+18005550142'), 'q-700-[PHONE_1]-20261104-140510-1795293697.1.wav'],
    ['20261104_4155550132.wav', null, '20261104_[PHONE_1].wav'],
    ['external-200-+14155550132-20261104.wav', null, 'external-200-[PHONE_1]-20261104.wav'],
    ['in_07911123456_1405.wav', call('+447911123456', null), 'in_[PHONE_1]_1405.wav'],
    ['out-02079460958-07911 123456.wav', call('+447911123456', '+441632960100'), 'out-[PHONE_2]-[PHONE_1].wav'],
    ['447911123456-20261104.wav', call(null, '+441632960100'), '[PHONE_1]-20261104.wav'],
    ['rec_kingsolver_violet_0931.wav', call(null, null, 'Violet Kingsolver'), 'rec [PERSON_1] 0931.wav'],
  ])('%s: a number between a recorder’s other parts, of who took part or as it is dialled where the call was', (name, metadata, shown) => expect(shownFileName(name, metadata)).toBe(shown));

  it.each([['20261104-140510-1795293697.1234.wav'], ['00001012341466162817.wav'], ['in-18005550142-20261104140510.wav'], ['41555501-71fe-4e0c-9a30-415555013200.mp3']])('%s stays: times, what a machine drew, the company’s own line', (name) => expect(shownFileName(name, call('+14155550187', '+18005550142'))).toBe(name));

  it.each([['call.wav'], ['cancel-order.wav'], ['call_17.mp3'], ['two_orders.vtt'], ['2026-11-03 order 48213.wav']])('%s stays', (name) => expect(shownFileName(name, null)).toBe(name));

  it('loses control characters and what is too long for a name', () => {
    expect(shownFileName('a\u0000\n.wav', null)).toBe('a.wav');
    expect(shownFileName('x'.repeat(3000), null)).toHaveLength(255);
    expect(shownFileName(null, null)).toBeNull();
  });
});
