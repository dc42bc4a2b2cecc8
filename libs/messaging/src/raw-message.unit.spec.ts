import { rawFromStored, rawOf, storedRaw, textForm } from './raw-message.js';

describe('a message as text', () => {
  it('keeps no bytes beside a text that says it all', () => {
    const text = textForm({ key: Buffer.from('ключ'), value: Buffer.from([0, 1]), headers: [['ce_id', Buffer.from('naïve')]] });
    expect(text).toEqual({ key: 'ключ', value: Buffer.from([0, 1]), headers: { ce_id: 'naïve' } });
  });

  it('keeps them beside what it cannot show, and gives them back through JSON', () => {
    const raws = [
      { key: null, value: Buffer.from('v'), headers: [] },
      { key: Buffer.from('k'), value: null, headers: [] },
      { key: Buffer.from([0xff]), value: Buffer.from('v'), headers: [['a\0', Buffer.from([0xfe])], ['n', null], ['n', Buffer.from('x')]] as [string, Buffer | null][] },
    ];
    for (const raw of raws) {
      const text = textForm(raw);
      expect(`${text.key}${JSON.stringify(text.headers)}`).not.toContain('\0');
      const stored = storedRaw(text);
      expect(rawFromStored(JSON.parse(JSON.stringify(stored)) as typeof stored, text.value)).toEqual(raw);
      expect(rawOf(text)).toEqual(raw);
    }
  });

  it('shortens a key that no index could hold, and tells two such keys apart', () => {
    const [one, two] = ['a', 'b'].map((end) => textForm({ key: Buffer.from('x'.repeat(5_000) + end), value: Buffer.alloc(0), headers: [] }));
    expect(one?.key.length).toBeLessThan(300);
    expect(one?.key).not.toBe(two?.key);
    expect(one?.raw?.key).toHaveLength(5_001);
  });
});
