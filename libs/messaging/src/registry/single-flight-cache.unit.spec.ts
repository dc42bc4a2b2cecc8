import { SingleFlightCache } from './single-flight-cache.js';

class Missing extends Error {}

it('keeps at most so many, and lets go of what was asked for longest ago', async () => {
  const loads: number[] = [];
  const cache = new SingleFlightCache<number, number>(
    (key) => {
      loads.push(key);
      return key < 0 ? Promise.reject(new Missing()) : Promise.resolve(key * 10);
    },
    { max: 3, forgetMissingMs: 1_000, isMissing: (error) => error instanceof Missing },
  );
  for (const key of [1, 2, 3, 1, 4]) await cache.get(key);
  expect(await cache.get(1)).toBe(10);
  expect(loads).toEqual([1, 2, 3, 4]);
  await cache.get(2);
  expect(loads).toEqual([1, 2, 3, 4, 2]);
  for (let key = -100; key < 0; key += 1) await expect(cache.get(key)).rejects.toThrow(Missing);
  expect(cache.size).toBe(6);
});

it('believes for a while that there is none, and does not keep other errors', async () => {
  let now = 0;
  const answers: (Error | string)[] = [new Missing(), new Error('down'), 'found'];
  const load = (): Promise<string> => {
    const answer = answers.shift() ?? 'asked too often';
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const cache = new SingleFlightCache<number, string>(load, { max: 10, forgetMissingMs: 1_000, isMissing: (error) => error instanceof Missing, now: () => now });
  await expect(cache.get(1)).rejects.toThrow(Missing);
  await expect(cache.get(1)).rejects.toThrow(Missing);
  now = 1_000;
  await expect(cache.get(1)).rejects.toThrow('down');
  expect(await cache.get(1)).toBe('found');
});
