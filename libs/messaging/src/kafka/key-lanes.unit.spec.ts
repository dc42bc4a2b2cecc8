import fc from 'fast-check';
import type { ReceivedMessage } from '../bus.port.js';
import { KeyLanes, type KeyLanesOptions } from './key-lanes.js';
import { Slots } from './slots.js';

fc.configureGlobal({ seed: Number(process.env.SEED) });

const message = (key: string, offset: number): ReceivedMessage => ({
  ...{ topic: 't', partition: 0, position: String(offset), key, value: Buffer.from('x'), headers: {}, timestamp: 0 },
});
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function lanesOf(options: Partial<KeyLanesOptions>): KeyLanes {
  return new KeyLanes({ deliver: () => Promise.resolve(), onRejected: () => undefined, onDone: () => undefined, slots: new Slots(8), parallel: 4, batch: 10, ...options }, '0');
}

describe('keys of one partition', () => {
  it('go on while one of them is slow, and only what is done without a gap may be committed', async () => {
    const done: string[] = [];
    let letSlowGo: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      letSlowGo = resolve;
    });
    const lanes = lanesOf({
      deliver: async (messages) => {
        if (messages.some(({ key }) => key === 'slow')) await slow;
        done.push(...messages.map(({ position }) => position));
      },
    });
    lanes.add([message('slow', 0)], '1');
    lanes.add([message('a', 1), message('slow', 2), message('b', 3)], '4');
    await turn();
    expect(done).toEqual(['1', '3']);
    expect(lanes.position).toBe('0');
    letSlowGo();
    await turn();
    expect(done).toEqual(['1', '3', '0', '2']);
    expect(lanes.position).toBe('4');
    expect(lanes.held).toEqual({ messages: 0, bytes: 0 });
  });

  it('keep their order and lose nothing, however batches fall, calls overlap and some are rejected', async () => {
    const step = fc.record({ keys: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 12 }), rejects: fc.boolean(), waits: fc.nat({ max: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 3 }), async (steps, slots) => {
        const done: ReceivedMessage[] = [];
        const committable: bigint[] = [];
        const inHand = new Set<string>();
        let calls = 0;
        const lanes: KeyLanes = lanesOf({
          slots: new Slots(slots),
          batch: 5,
          deliver: async (messages) => {
            const { rejects, waits } = steps[calls++ % steps.length] ?? { rejects: false, waits: 0 };
            const keys = new Set(messages.map(({ key }) => key));
            for (const key of keys) if (inHand.has(key)) throw new Error(`two calls at once for ${key}`);
            for (const key of keys) inHand.add(key);
            for (let i = 0; i < waits; i += 1) await turn();
            for (const key of keys) inHand.delete(key);
            if (rejects && calls < 3) throw new Error('rejected on purpose');
            done.push(...messages);
          },
          onDone: () => committable.push(BigInt(lanes.position)),
        });
        let offset = 0;
        for (const { keys } of steps) {
          const messages = keys.map((key) => message(key, offset++));
          lanes.add(messages, String(offset));
        }
        while (done.length < offset) await new Promise((resolve) => setTimeout(resolve, 1));
        await turn();
        for (const key of 'abcd') {
          const positions = done.filter((m) => m.key === key).map(({ position }) => Number(position));
          expect(positions).toEqual([...positions].sort((x, y) => x - y));
        }
        expect(new Set(done.map(({ position }) => position)).size).toBe(offset);
        expect(committable).toEqual([...committable].sort((x, y) => (x < y ? -1 : 1)));
        expect(lanes.position).toBe(String(offset));
      }),
      { numRuns: 20 },
    );
  });

  it('begin nothing more once the partition is another’s, and what was rejected is not tried again', async () => {
    let calls = 0;
    const lanes = lanesOf({
      deliver: async () => {
        calls += 1;
        await turn();
        throw new Error('rejected on purpose');
      },
    });
    lanes.add([message('a', 0), message('a', 1)], '2');
    await lanes.end('lost');
    expect(calls).toBe(1);
    expect(lanes.isLost).toBe(true);
    expect(lanes.position).toBe('0');
  });
});
