import type { Utterance } from '@callmesh/contracts';
import { redactedSpans } from './redacted-spans.js';

const said = (text: string, startMs: number, words: readonly (readonly [string, number])[] = []): Utterance => ({
  id: 'u1', speaker: 'customer', channel: 0, text, startMs, endMs: startMs + 3000, confidence: null, words: words.map(([word, at]) => ({ text: word, startMs: at, endMs: at + 300, confidence: 0.9 })),
});

describe('what must not be heard', () => {
  it('is where the words are placeholders, with some time around them', () => expect(redactedSpans({ utterances: [said('Call [PHONE_1] please', 1000, [['Call', 1000], ['[PHONE_1]', 1500], ['please', 2500]])] })).toEqual([{ startMs: 1100, endMs: 2200 }]));
  it('is the whole utterance when its words have no times', () => expect(redactedSpans({ utterances: [said('Call [PHONE_1] please', 1000), said('Thanks.', 6000)] })).toEqual([{ startMs: 600, endMs: 4400 }]));
  it('is one stretch where two run into each other', () => expect(redactedSpans({ utterances: [said('[SSN_1] [SSN_2]', 0, [['[SSN_1]', 100], ['[SSN_2]', 500]])] })).toEqual([{ startMs: 0, endMs: 1200 }]));
});
