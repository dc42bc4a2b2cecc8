import { Pace } from './polling.js';
import { PollingLoop } from './polling-loop.js';

/** A loop over rounds that were thought up; it ends after the last. */
async function rounds(...looks: readonly (() => Promise<number>)[]): Promise<{ ran: number; errors: unknown[] }> {
  const errors: unknown[] = [];
  let ran = 0;
  const loop: PollingLoop = new PollingLoop({
    pace: new Pace(1, 1),
    look: () => {
      const look = looks[ran];
      ran += 1;
      if (ran >= looks.length) loop.stop();
      return look?.() ?? Promise.resolve(0);
    },
    onError: (error) => void errors.push(error),
  });
  await loop.run();
  return { ran, errors };
}

describe('a polling loop', () => {
  it('goes on after a fault, and tells it', async () => {
    const fault = new Error('the database is away');
    expect(await rounds(() => Promise.reject(fault), () => Promise.resolve(1), () => Promise.resolve(0))).toEqual({ ran: 3, errors: [fault] });
  });

  it('looks at once when it is told that there is work, however seldom it looks by then', async () => {
    let ran = 0;
    const loop = new PollingLoop({ pace: new Pace(3_600_000, 3_600_000), look: () => Promise.resolve((ran += 1) && 0), onError: () => undefined });
    const running = loop.run();
    loop.hurry();
    while (ran < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    loop.stop();
    await running;
    expect(loop.stopping).toBe(true);
  });
});
