import { readPairs } from './pairs.js';
import { readUtterances } from './utterances.js';

it('every file of the tuning half is read, with the letter of its author, and none of the held-out half', async () => {
  const [pairs, utterances] = [await readPairs('tuning'), await readUtterances('tuning')];
  expect([...new Set(pairs.map(({ author }) => author))]).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd', 'e']));
  expect([...new Set(utterances.map(({ author }) => author))]).toEqual(expect.arrayContaining(['first', 'd', 'e']));
  expect(pairs.filter(({ file }) => file.includes('held-out'))).toEqual([]);
});

it('no pair has two names, and both of its calls are of its matter', async () => {
  const pairs = await readPairs('tuning');
  expect(new Set(pairs.map(({ id }) => id)).size).toBe(pairs.length);
  for (const { happy, angry } of pairs) expect(happy.lines).not.toEqual(angry.lines);
});
