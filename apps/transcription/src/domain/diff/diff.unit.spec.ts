import type { Transcript, Utterance } from '@callmesh/contracts';
import fc from 'fast-check';
import { commonWords } from './common-words.js';
import { diffTranscripts } from './diff-transcripts.js';

fc.configureGlobal({ seed: Number(process.env.SEED) });

const transcript = (...turns: (readonly [Utterance['speaker'], string])[]): Transcript => ({
  conversationId: 'c', version: 1, engine: 'e', engineVersion: '1', language: 'en', durationMs: turns.length * 3000, redactions: [],
  utterances: turns.map(([speaker, text], n) => ({ id: `u${n + 1}`, speaker, channel: 0, text, startMs: n * 3000, endMs: n * 3000 + 2500, confidence: null, words: [] })),
});

describe('two versions of a transcript', () => {
  it('that say the same differ in nothing, whatever their punctuation', () => {
    const { words, changes } = diffTranscripts(transcript(['agent', 'Hello, how can I help?']), transcript(['agent', 'hello how can i help']));
    expect(words).toEqual({ before: 5, after: 5, same: 5, otherSpeaker: 0 });
    expect(changes).toEqual([]);
  });
  it('words that changed, and where', () => {
    const { words, changes } = diffTranscripts(transcript(['agent', 'Hello.'], ['customer', 'Cancel older 48213 please']), transcript(['agent', 'Hello.'], ['customer', 'Cancel order 48213 please']));
    expect(words).toMatchObject({ same: 4 });
    expect(changes).toEqual([{ kind: 'words', startMs: expect.any(Number) as number, before: { speaker: 'customer', text: 'older' }, after: { speaker: 'customer', text: 'order' } }]);
    expect(changes[0]?.startMs).toBeGreaterThan(3000);
  });
  it('words that another is said to have said', () => {
    const { words, changes } = diffTranscripts(transcript(['unknown', 'Hello.'], ['unknown', 'I want to cancel.']), transcript(['agent', 'Hello.'], ['customer', 'I want to cancel.']));
    expect(words).toEqual({ before: 5, after: 5, same: 5, otherSpeaker: 5 });
    expect(changes.map(({ kind, before, after }) => [kind, before.speaker, after.speaker, after.text])).toEqual([['speaker', 'unknown', 'agent, customer', 'Hello. I want to cancel.']]);
  });
  it('the common words are in both, in order, as many as a search of all finds', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }).map((words) => words.map((word, n) => ({ word, startMs: n * 200 })));
    fc.assert(
      fc.property(text, text, (one, two) => {
        const pairs = commonWords(one, two);
        for (const [i, j] of pairs) expect(one[i]?.word).toBe(two[j]?.word);
        for (const [n, [i, j]] of pairs.entries()) if (n > 0) expect(i > (pairs[n - 1]?.[0] ?? 0) && j > (pairs[n - 1]?.[1] ?? 0)).toBe(true);
        const longest = (i: number, j: number): number => (i >= one.length || j >= two.length ? 0 : one[i]?.word === two[j]?.word ? 1 + longest(i + 1, j + 1) : Math.max(longest(i + 1, j), longest(i, j + 1)));
        expect(pairs.length).toBe(longest(0, 0));
      }),
      { numRuns: 60 },
    );
  });
  it('a call of hours is compared at once', () => {
    const long = Array.from({ length: 36_000 }, (_, n) => ({ word: `w${n % 97}`, startMs: n * 400 }));
    const other = long.filter((_, n) => n % 50 !== 0);
    expect(commonWords(long, other)).toHaveLength(other.length);
  });
});
