import { randomUUID } from 'node:crypto';
import type { ReceivedMessage } from '../../bus.port.js';
import { until, type BusBench } from './bus-bench.js';

/** Groups read apart, members of a group share, and a group goes on where it had committed. */
export function sharesAmongGroups(bench: BusBench): void {
  it('gives every group all messages', async () => {
    const first: ReceivedMessage[] = [];
    const second: ReceivedMessage[] = [];
    await bench.bus.publish([bench.message('a', '1'), bench.message('b', '2')]);
    await bench.collect(bench.bus, 'group-one', first);
    await bench.collect(bench.bus, 'group-two', second);
    await until(() => first.length === 2 && second.length === 2);
  });

  it('shares the partitions among the members of a group', async () => {
    const one: ReceivedMessage[] = [];
    const two: ReceivedMessage[] = [];
    const group = `shared-${randomUUID()}`;
    await bench.collect(bench.bus, group, one);
    await bench.collect(bench.connect(), group, two);
    await until(async () => {
      await bench.bus.publish(Array.from({ length: 30 }, (_, i) => bench.message(`key-${i}`, 'x')));
      return one.length > 0 && two.length > 0;
    }, 200);
    one.length = 0;
    two.length = 0;
    const mark = randomUUID();
    await bench.bus.publish(Array.from({ length: 60 }, (_, i) => bench.message(`key-${i % 30}`, `${mark}-${i}`)));
    const marked = (list: ReceivedMessage[]) => list.filter((m) => m.value.toString().startsWith(mark));
    await until(() => marked(one).length + marked(two).length === 60);
    const keysOf = (list: ReceivedMessage[]) => new Set(marked(list).map((m) => m.key));
    expect([...keysOf(one)].filter((key) => keysOf(two).has(key))).toEqual([]);
    expect(keysOf(two).size).toBeGreaterThan(0);
  });

  it('gives a stopped member’s partitions to the others', async () => {
    const one: ReceivedMessage[] = [];
    const two: ReceivedMessage[] = [];
    const group = `takeover-${randomUUID()}`;
    const leaving = await bench.collect(bench.bus, group, one);
    await bench.collect(bench.connect(), group, two);
    await leaving.stop();
    await bench.bus.publish(Array.from({ length: 30 }, (_, i) => bench.message(`key-${i}`, 'x')));
    await until(() => two.length === 30);
  });

  it('goes on after a restart where it had committed', async () => {
    const before: ReceivedMessage[] = [];
    const after: ReceivedMessage[] = [];
    const group = `restart-${randomUUID()}`;
    await bench.bus.publish([bench.message('k', '1'), bench.message('k', '2')]);
    const consumption = await bench.collect(bench.bus, group, before);
    await until(() => before.length === 2);
    await consumption.stop();
    await bench.bus.close();
    const next = bench.connect();
    await next.publish([bench.message('k', '3')]);
    await bench.collect(next, group, after);
    await until(() => after.length > 0);
    expect(after.map((m) => m.value.toString())).toEqual(['3']);
  });

  it('counts what a group has not committed', async () => {
    const got: ReceivedMessage[] = [];
    const group = `lag-${randomUUID()}`;
    await bench.bus.publish([bench.message('a', '1'), bench.message('b', '2'), bench.message('c', '3')]);
    // At least once: where an acknowledgement is lost, the broker holds a message twice.
    expect((await bench.bus.lag(group, [bench.topic]))[bench.topic]).toBeGreaterThanOrEqual(3);
    await bench.collect(bench.bus, group, got);
    await until(async () => (await bench.bus.lag(group, [bench.topic]))[bench.topic] === 0);
    const before = got.length;
    expect(before).toBeGreaterThanOrEqual(3);
    await bench.bus.publish([bench.message('a', '4')]);
    await until(() => got.length > before);
    await until(async () => (await bench.bus.lag(group, [bench.topic]))[bench.topic] === 0);
  });

  it('ends a stop only when the batch in hand is done and committed', async () => {
    const got: ReceivedMessage[] = [];
    const group = `stop-${randomUUID()}`;
    let entered = false;
    await bench.bus.publish([bench.message('k', '1')]);
    const consumption = await bench.collect(bench.bus, group, got, async () => {
      entered = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    await until(() => entered);
    await consumption.stop();
    expect(got).toHaveLength(1);
    expect(await bench.bus.lag(group, [bench.topic])).toEqual({ [bench.topic]: 0 });
  });
}
