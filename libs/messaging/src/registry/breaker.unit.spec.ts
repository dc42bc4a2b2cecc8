import { Breaker } from './breaker.js';
import { RegistryDenied, RegistryUnavailable } from './registry.errors.js';

/** A breaker, a clock, and what it is asked to run. */
function setUp() {
  let now = 0;
  let asked = 0;
  const breaker = new Breaker(() => now);
  return {
    asked: () => asked,
    pass: (ms: number) => (now += ms),
    run: (error?: Error) =>
      breaker
        .run(() => {
          asked += 1;
          return error ? Promise.reject(error) : Promise.resolve('answer');
        })
        .catch((caught: unknown) => (caught as RegistryUnavailable).transient ?? 'denied'),
  };
}

const down = new RegistryUnavailable('is down');

it('asks four times in vain, then not for 10 s, then once', async () => {
  const { run, pass, asked } = setUp();
  expect([await run(down), await run(down), await run(down), await run(down)]).toEqual([true, true, true, true]);
  expect([await run(), await run()]).toEqual([false, false]);
  expect(asked()).toBe(4);
  pass(10_000);
  expect([await run(down), await run()]).toEqual([true, false]);
  pass(10_000);
  expect([await run(), await run(down), await run()]).toEqual(['answer', true, 'answer']);
});

it('rests as long as the registry asked, and what waits for it is tried again', async () => {
  const { run, pass, asked } = setUp();
  expect(await run(new RegistryUnavailable('answered 429', true, 2_000))).toBe(true);
  expect(await run()).toBe(true);
  expect(asked()).toBe(1);
  pass(2_000);
  expect(await run()).toBe('answer');
});

it('is not opened by refusals: a registry that says no is there', async () => {
  const { run } = setUp();
  for (let tries = 0; tries < 6; tries += 1) expect(await run(new RegistryDenied(401, 'GET /x'))).toBe('denied');
  expect(await run()).toBe('answer');
});

it('says what was wrong the last time it asked', async () => {
  const breaker = new Breaker(() => 0);
  for (let tries = 0; tries < 4; tries += 1) await breaker.run(() => Promise.reject(down)).catch(() => undefined);
  await expect(breaker.run(() => Promise.resolve())).rejects.toThrow(/failed 4 times in a row \(the last time: is down\)/);
});
