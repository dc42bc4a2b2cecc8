import type { Utterance } from '@callmesh/contracts';
import { partAt } from './parts.js';

const word = (text: string, startMs: number): Utterance['words'][number] => ({ text, startMs, endMs: startMs + 300, confidence: null });
const utterance = (...words: Utterance['words'][number][]): Utterance => ({ id: 'u1', speaker: 'customer', channel: 1, text: words.map(({ text }) => text).join(' '), startMs: words[0]?.startMs ?? 0, endMs: words.at(-1)?.endMs ?? 0, confidence: null, words });

describe('a recording of several texts', () => {
  it('is cut between them, also within an utterance', () => {
    const parts = partAt([utterance(word('Hello.', 100), word('My', 5_100), word('name.', 5_500))], [0, 4_000, 9_000]);
    expect(parts.map((part) => part.map(({ text }) => text))).toEqual([['Hello.'], ['My name.'], []]);
    expect(parts[1]?.[0]).toMatchObject({ startMs: 5_100, endMs: 5_800 });
  });

  it('keeps an utterance whole that lies in one of them', () => {
    const whole = utterance(word('Hello.', 4_100));
    expect(partAt([whole], [0, 4_000])).toEqual([[], [whole]]);
  });
});
