import type { RedactionResult } from '@callmesh/redaction';
import { renamePlaceholders } from './renumber-placeholders.js';

describe('renamePlaceholders', () => {
  it('swaps numbers everywhere at once', () => {
    const word = (text: string) => ({ text, startMs: 0, endMs: 1, confidence: null });
    const result: RedactionResult = {
      utterances: [{ id: 'u1', speaker: 'customer', channel: 0, text: '[PHONE_1] or [PHONE_2], card [CREDIT_CARD_1]', startMs: 0, endMs: 9, confidence: null, words: [word('[PHONE_1]'), word('or')] }],
      spans: [{ utteranceId: 'u1', start: 0, end: 9, type: 'PHONE', placeholder: '[PHONE_1]', startMs: 0, endMs: 1, reason: 'digits', score: 1 }],
      values: new Map([['[PHONE_1]', '1'], ['[PHONE_2]', '2']]),
    };
    const renamed = renamePlaceholders(result, new Map([['[PHONE_1]', '[PHONE_2]'], ['[PHONE_2]', '[PHONE_3]']]));
    expect(renamed.utterances[0]?.text).toBe('[PHONE_2] or [PHONE_3], card [CREDIT_CARD_1]');
    expect(renamed.utterances[0]?.words.map(({ text }) => text)).toEqual(['[PHONE_2]', 'or']);
    expect(renamed.spans[0]?.placeholder).toBe('[PHONE_2]');
    expect([...renamed.values]).toEqual([['[PHONE_2]', '1'], ['[PHONE_3]', '2']]);
  });
});
