import { randomUUID } from 'node:crypto';
import type { ReceivedMessage, ReplayPoint } from '../../bus.port.js';
import { textsByKey, until, type BusBench } from './bus-bench.js';

/** A group can be set back to the beginning, a time or a message. */
export function replaysFromAnyPoint(bench: BusBench): void {
  it('replays from the beginning after a rewind', async () => {
    const first: ReceivedMessage[] = [];
    const again: ReceivedMessage[] = [];
    const group = `rewind-${randomUUID()}`;
    await bench.bus.publish([bench.message('k', '1'), bench.message('k', '2'), bench.message('j', '3')]);
    const consumption = await bench.collect(bench.bus, group, first);
    await until(() => first.length === 3);
    await consumption.stop();
    await bench.bus.rewind(group, [bench.topic]);
    await bench.collect(bench.bus, group, again);
    await until(() => again.length === 3);
    expect(textsByKey(again)).toEqual(textsByKey(first));
  });

  it('replays from a time or from one message on, and knows whether a group reads', async () => {
    const first: ReceivedMessage[] = [];
    const group = `replay-${randomUUID()}`;
    await bench.bus.publish([bench.message('k', '1'), bench.message('k', '2'), bench.message('j', 'old')]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await bench.bus.publish([bench.message('k', '3'), bench.message('k', '4')]);
    expect(await bench.bus.isRunning(group)).toBe(false);
    const consumption = await bench.collect(bench.bus, group, first);
    await until(() => first.length === 5);
    expect(await bench.bus.isRunning(group)).toBe(true);
    await consumption.stop();
    await until(async () => !(await bench.bus.isRunning(group)));
    const replayed = async (to: ReplayPoint): Promise<string[]> => {
      const again: ReceivedMessage[] = [];
      const own = `replay-${randomUUID()}`;
      await bench.bus.rewind(own, [bench.topic], to);
      await bench.collect(bench.bus, own, again);
      await until(() => again.some((m) => m.value.toString() === '4'));
      return again.map((m) => m.value.toString()).filter((text) => text !== 'old');
    };
    const third = first.find((m) => m.value.toString() === '3');
    const second = first.find((m) => m.value.toString() === '2');
    expect(await Promise.all([replayed({ time: third?.timestamp ?? 0 }), replayed({ places: second ? [second] : [] })])).toEqual([['3', '4'], ['2', '3', '4']]);
    await bench.bus.rewind(group, [bench.topic], { time: Date.now() + 3_600_000 });
    expect(await bench.bus.lag(group, [bench.topic])).toEqual({ [bench.topic]: 0 });
    await expect(bench.bus.rewind(group, [bench.topic], { places: [{ topic: bench.topic, partition: 0, position: 'x' }] })).rejects.toMatchObject({ code: 'BUS.POSITION_INVALID' });
    expect(await bench.bus.deletedUntil([bench.topic])).toEqual({ [bench.topic]: null });
  });
}
