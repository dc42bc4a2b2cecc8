import { shownFileName } from './shown-file-name.js';

describe('the name of a file, as others may see it', () => {
  it.each([
    ['zeb.q@quartermain.example.com +14155552266.vtt', ['zeb', 'quartermain', '4155552266']],
    ['rec_4155552266_inbound.wav', ['4155552266']],
    ['(415) 555-2266 call.mp3', ['555']],
    ['536-22-8716.wav', ['8716']],
    ['card 4111 1111 1111 1111.ogg', ['1111']],
  ])('%s: holds no number and no address', (name, hidden) => {
    const shown = shownFileName(name) ?? '';
    for (const text of hidden) expect(shown).not.toContain(text);
    expect(shown).toMatch(/\[[A-Z_]+_1\].*\.(vtt|wav|mp3|ogg)$/);
  });

  it.each([['cancel-order.wav'], ['call_17.mp3'], ['two_orders.vtt'], ['2026-11-03 order 48213.wav']])('%s stays', (name) => expect(shownFileName(name)).toBe(name));

  it('loses control characters and what is too long for a name', () => {
    expect(shownFileName('a\u0000\n.wav')).toBe('a.wav');
    expect(shownFileName('x'.repeat(3000))).toHaveLength(255);
    expect(shownFileName(null)).toBeNull();
  });
});
