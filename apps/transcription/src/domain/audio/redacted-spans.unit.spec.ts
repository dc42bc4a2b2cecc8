import type { Utterance } from '@callmesh/contracts';
import { redactedSpans } from './redacted-spans.js';

const said = (text: string, startMs: number, words: readonly (readonly [string, number])[] = []): Utterance => ({
  id: 'u1', speaker: 'customer', channel: 0, text, startMs, endMs: startMs + 3000, confidence: null, words: words.map(([word, at]) => ({ text: word, startMs: at, endMs: at + 300, confidence: 0.9 })),
});

const of = (...utterances: Utterance[]): (number | null)[][] => redactedSpans({ utterances }).map(({ startMs, endMs, channel }) => [startMs, endMs, channel]);
const word = (text: string, at: number): readonly [string, number] => [text, at];

describe('what must not be heard', () => {
  it('is where the words are placeholders', () => expect(of(said('Call [PHONE_1] please', 1000, [word('Call', 1000), word('[PHONE_1]', 1500), word('please', 2500)]))).toEqual([[1500, 1800, 0]]));
  it('is the whole utterance when its words have no times', () => expect(of(said('Call [PHONE_1] please', 1000), said('Thanks.', 6000))).toEqual([[1000, 4000, 0]]));
  it('is what lies between two pieces of one value that are close, not of two values', () => {
    expect(of(said('[SSN_1] and [SSN_1]', 0, [word('[SSN_1]', 100), word('and', 500), word('[SSN_1]', 1500)]))).toEqual([[100, 1800, 0]]);
    expect(of(said('[SSN_1] and [PHONE_1]', 0, [word('[SSN_1]', 100), word('and', 500), word('[PHONE_1]', 1500)]))).toEqual([[100, 400, 0], [1500, 1800, 0]]);
  });
  it('is told for each channel', () => expect(of(said('[SSN_1]', 0, [word('[SSN_1]', 100)]), { ...said('[SSN_1]', 200, [word('[SSN_1]', 300)]), channel: 1 })).toEqual([[100, 400, 0], [300, 600, 1]]));
});
