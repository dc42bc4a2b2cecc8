import fc from 'fast-check';
import { transcriptOf } from '../../testing/conversations.js';
import { chunksOf, tokensOf } from './chunks.js';

const seed = Number(process.env.SEED);
process.stdout.write(`llm chunks: SEED=${seed}\n`);

const turn = fc.tuple(fc.constantFrom('A', 'C'), fc.lorem({ maxCount: 60 })).map(([who, words]) => `${who}: ${words}`);

it('every word of a call is in a piece, in order; no piece is longer than allowed', () => {
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 40 }), fc.integer({ min: 60, max: 600 }), (turns, limit) => {
      const { utterances } = transcriptOf(turns);
      const chunks = chunksOf(utterances, limit);
      for (const chunk of chunks) expect(chunk.reduce((sum, { text }) => sum + tokensOf(text) + 16, 0)).toBeLessThanOrEqual(limit);
      // What a piece shares with the one before is left out: then it is the call again.
      const seen = new Set<object>();
      const all = chunks.flat().filter((line) => !seen.has(line) && seen.add(line));
      for (const { id, text } of utterances) expect(all.filter((line) => line.id === id).map((line) => line.text).join(' ').replace(/\s+/g, ' ')).toBe(text.trim().replace(/\s+/g, ' '));
    }),
    { seed, numRuns: 200 },
  );
});

it('a piece begins with the last lines of the one before', () => {
  const chunks = chunksOf(transcriptOf(Array.from({ length: 40 }, (_, n) => `C: This is sentence number ${n} of the call.`)).utterances, 400);
  expect(chunks.length).toBeGreaterThan(2);
  chunks.slice(1).forEach((chunk, n) => {
    const before = chunks[n]?.slice(-6) ?? [];
    expect(before).toContain(chunk[0]);
    expect(chunk).toContain(before.at(-1));
  });
});
