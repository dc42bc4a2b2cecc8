import { readDigits } from './digit-words.js';
import { tokensOf } from './tokens.js';

const read = (text: string, at = 0): string | null => {
  const tokens = tokensOf({ id: 'u', speaker: 'customer', channel: 0, text, startMs: 0, endMs: 0, confidence: null, words: [] });
  const spoken = readDigits(tokens, at);
  return spoken === null ? null : `${spoken.digits}${spoken.doubtful ? '?' : ''} of ${spoken.tokens}`;
};

describe('digits as they are said', () => {
  it.each([
    ['seven eight', '7 of 1'],
    ['seventeen', '17 of 1'],
    ['forty two seven', '42 of 2'],
    ['forty-two', '42 of 3'],
    ['forty', '40 of 1'],
    ['double five one', '55 of 2'],
    ['triple-nine', '999 of 3'],
    ['double oh', '00 of 2'],
    ['double won', '11 of 2'],
    ['three zeros', '000 of 2'],
    ['two fives', '55 of 2'],
    ['nineteen hundred', '1900 of 2'],
    ['four hundred and twelve', '412 of 4'],
    ['four hundred twelve', '412 of 3'],
    ['nine hundred six eight one', '900 of 2'],
    ['two thousand', '2000 of 2'],
    ['two thousand and nine', '2009 of 4'],
    ['nought', '0 of 1'],
    ['oh', '0? of 1'],
    ['for', '4? of 1'],
    ['0161', '0161 of 1'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));

  it.each([['the new one is here', 2], ['one moment please', 0], ['this one', 1], ['double trouble', 0], ['hundreds of them', 0]])('no digits: %s', (text, at) => expect(read(text, at)).toBeNull());

  it('"one" after "the" is a digit where digits follow', () => expect(read('the one two three', 1)).toBe('1 of 1'));
});
