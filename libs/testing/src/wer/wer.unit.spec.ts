import { normaliseTranscript, wordErrorRate } from './index.js';

/** Pairs that say the same: what was spoken, and how an engine may write it. */
const SAME: readonly (readonly [string, string])[] = [
  ['four eight two one three', '48213'],
  ['four eight two one three', '4-8-2-1-3'],
  ['four eight two one three', '482 13.'],
  ['eighty nine dollars and ninety cents', '$89.90'],
  ['five dollars', '$5.00'],
  ['one thousand two hundred and six', '1,206'],
  ['ten in the morning', '10 in the morning'],
  ['at ten thirty a m', 'at 10:30 a.m.'],
  ['at ten o\'clock', 'at 10:00'],
  ['mary dot quill at example dot com', 'Mary.Quill@example.com'],
  ["I'm sure it's fine, we don't mind", 'I am sure it is fine we do not mind'],
  ['um, that is, uh, all right', 'That is alright.'],
  ['the twenty first of November', 'The 21st of November'],
  ['eleven seventeen', '11:17'],
  ['well-known e-mail', 'Well known email'],
  ['twenty twenty six', '2026'],
];

describe('transcript normaliser', () => {
  it.each(SAME)('takes %p and %p for the same words', (spoken, written) => {
    expect(normaliseTranscript(written)).toEqual(normaliseTranscript(spoken));
  });

  it('keeps different numbers apart', () => {
    expect(normaliseTranscript('48213')).not.toEqual(normaliseTranscript('48231'));
    expect(normaliseTranscript('fifteen')).not.toEqual(normaliseTranscript('fifty'));
  });

  it('reads digits one by one where they are dictated, and numbers whole where they are said whole', () => {
    expect(normaliseTranscript('six zero zero three one and eighty nine')).toEqual(['6', '0', '0', '3', '1', 'and', '8', '9']);
  });
});

describe('word error rate', () => {
  it('is nought for the same words', () => {
    expect(wordErrorRate('Cancel order 48213, please.', 'cancel order four eight two one three please')).toMatchObject({ rate: 0, words: 8 });
  });

  it('counts a wrong, a missing and an added word once each', () => {
    expect(wordErrorRate('a big blue tent', 'a big new tent')).toMatchObject({ substitutions: 1, insertions: 0, deletions: 0, rate: 0.25 });
    expect(wordErrorRate('a big blue tent', 'a big tent')).toMatchObject({ substitutions: 0, insertions: 0, deletions: 1, rate: 0.25 });
    expect(wordErrorRate('a big tent', 'a big blue tent')).toMatchObject({ substitutions: 0, insertions: 1, deletions: 0 });
  });

  it('is one when nothing was heard', () => {
    expect(wordErrorRate('anything at all', '').rate).toBe(1);
  });
});
