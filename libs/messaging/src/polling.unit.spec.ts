import { Alarm, backoff, Pace } from './polling.js';

describe('polling', () => {
  it('keeps a wake-up that came before the wait', async () => {
    const alarm = new Alarm();
    alarm.wake();
    expect(await alarm.wait(10_000)).toBe(true);
    expect(await alarm.wait(1)).toBe(false);
  });

  it('ends a wait when woken', async () => {
    const alarm = new Alarm();
    const waiting = alarm.wait(10_000);
    alarm.wake();
    expect(await waiting).toBe(true);
  });

  it('slows down to its maximum and starts again', () => {
    const pace = new Pace(2, 10);
    expect([pace.next(), pace.next(), pace.next(), pace.next(), pace.next()]).toEqual([2, 4, 8, 10, 10]);
    pace.reset();
    expect(pace.next()).toBe(2);
  });

  it('backs off between half of and the whole of its doubled base, up to the maximum', () => {
    for (let attempt = 1; attempt < 200; attempt += 1) {
      const full = Math.min(100 * 2 ** (attempt - 1), 5_000);
      const wait = backoff(attempt, 100, 5_000);
      expect(wait).toBeGreaterThanOrEqual(full / 2);
      expect(wait).toBeLessThanOrEqual(full);
    }
  });
});
