import { setTimeout as sleep } from 'node:timers/promises';
import { StuckWatch, type Standing } from './stuck-watch.js';

const AFTER_MS = 40;

/** @returns what the watch said, once it has looked at all the standings. */
async function watched(standings: readonly (Standing | Error)[]): Promise<string | undefined> {
  let said: string | undefined;
  let looks = 0;
  const watch = new StuckWatch({
    afterMs: AFTER_MS,
    look: () => {
      const standing = standings[looks++];
      return standing instanceof Error ? Promise.reject(standing) : Promise.resolve(new Map(standing ? [['calls/0', standing]] : []));
    },
    onStuck: (why) => {
      said = why;
    },
  });
  while (looks < standings.length && said === undefined) await sleep(5);
  watch.stop();
  return said;
}

const waits = (sign: string): Standing => ({ lag: 3, sign });

describe('a watch over consumers', () => {
  it('tells when messages wait and nothing moves', async () => {
    expect(await watched(Array.from({ length: 6 }, () => waits('same')))).toBe('calls/0: 3 message(s) wait and nothing has moved for 0 s');
  });

  it('says nothing while something moves, or nothing waits', async () => {
    expect(await watched(['1', '2', '2', '2', '2', '3', '3'].map(waits))).toBeUndefined();
    expect(await watched(Array.from({ length: 6 }, () => ({ lag: 0, sign: 'same' })))).toBeUndefined();
  });

  it('begins again where the broker could not be asked', async () => {
    const same = waits('same');
    expect(await watched([same, same, same, new Error('broker away'), same, same, same, same])).toBeUndefined();
  });
});
