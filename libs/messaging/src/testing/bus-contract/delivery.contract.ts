import { randomUUID } from 'node:crypto';
import type { ReceivedMessage } from '../../bus.port.js';
import { textForm } from '../../raw-message.js';
import { textsByKey, until, type BusBench } from './bus-bench.js';

/** What is published arrives as it was, in the order of its key, at least once. */
export function deliversWhatIsPublished(bench: BusBench): void {
  it('keeps the order of each key, over several publishes', async () => {
    const got: ReceivedMessage[] = [];
    for (let round = 0; round < 5; round += 1) await bench.bus.publish(Array.from({ length: 40 }, (_, i) => bench.message(`k${i % 7}`, `${round}-${i}`)));
    await bench.collect(bench.bus, 'order', got);
    await until(() => got.length === 200);
    for (const [key, texts] of Object.entries(textsByKey(got))) {
      const expected = Array.from({ length: 200 }, (_, n) => [Math.floor(n / 40), n % 40] as const);
      expect(texts).toEqual(expected.filter(([, i]) => `k${i % 7}` === key).map(([round, i]) => `${round}-${i}`));
    }
  });

  it('carries bytes and headers unchanged, and says when', async () => {
    const got: ReceivedMessage[] = [];
    const value = Buffer.from([0, 0, 0, 0, 7, 255, 254, 0, 128, 10]);
    const before = Date.now();
    await bench.bus.publish([{ topic: bench.topic, key: 'ключ', value, headers: { ce_id: 'a', 'content-type': 'application/avro', ce_subject: 'naïve “text”' } }]);
    await bench.collect(bench.bus, 'bytes', got);
    await until(() => got.length === 1);
    expect(got[0]).toMatchObject({ topic: bench.topic, key: 'ключ', headers: { ce_id: 'a', 'content-type': 'application/avro', ce_subject: 'naïve “text”' } });
    expect(got[0]?.value.equals(value)).toBe(true);
    expect(Math.abs((got[0]?.timestamp ?? 0) - before)).toBeLessThan(10_000);
  });

  it('delivers to a consumer that was there first', async () => {
    const got: ReceivedMessage[] = [];
    await bench.collect(bench.bus, 'live', got);
    await bench.bus.publish([bench.message('k', 'one')]);
    await until(() => got.length === 1);
    await bench.bus.publish([bench.message('k', 'two')]);
    await until(() => got.length === 2);
    expect(got.map((m) => m.value.toString())).toEqual(['one', 'two']);
  });

  it('delivers a rejected batch again, and what follows only after it', async () => {
    const got: ReceivedMessage[] = [];
    let rejections = 0;
    await bench.bus.publish([bench.message('k', '1'), bench.message('k', '2')]);
    await bench.collect(bench.bus, 'redelivery', got, async () => {
      await Promise.resolve();
      if (rejections++ < 2) throw new Error('rejected on purpose');
      await bench.bus.publish(rejections === 3 ? [bench.message('k', '3')] : []);
    });
    await until(() => got.length === 3);
    expect(got.map((m) => m.value.toString())).toEqual(['1', '2', '3']);
    expect(rejections).toBeGreaterThanOrEqual(3);
  });

  it('carries what is no text byte for byte: headers, key, a value that is absent', async () => {
    const got: ReceivedMessage[] = [];
    const binary = Buffer.from([0xff, 0xfe, 0, 0x41]);
    const headers = [['ce_id', Buffer.from('a')], ['blob', binary], ['twice', Buffer.from('1')], ['twice', Buffer.from('2')], ['nul', Buffer.from('a\0b')]] as const;
    const raw = { key: Buffer.from([0xc3, 0x28, 0]), value: null, headers };
    await bench.bus.publish([{ topic: bench.topic, ...textForm(raw) }]);
    await bench.collect(bench.bus, `raw-${randomUUID()}`, got);
    await until(() => got.length === 1);
    expect(got[0]?.raw).toEqual(raw);
    expect(got[0]?.headers).toMatchObject({ ce_id: 'a', twice: '2', nul: 'a\uFFFDb' });
    expect(got[0]?.value).toHaveLength(0);
  });
}
