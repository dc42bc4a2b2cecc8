import { tokensOf } from '../tokens.js';
import { readDate } from './dates.js';

const read = (text: string, said = false): string | null => {
  const tokens = tokensOf({ id: 'u', speaker: 'customer', channel: 0, text, startMs: 0, endMs: 0, confidence: null, words: [] });
  const date = readDate(tokens, 0, said);
  return date === null ? null : `${text.slice(tokens[date.from]?.start, tokens[date.to - 1]?.end)} | ${date.year}`;
};

describe('a date', () => {
  it.each([
    ['third of March nineteen eighty two, please', 'third of March nineteen eighty two | 1982'],
    ['twenty-first of june oh five', 'twenty-first of june oh five | 2005'],
    ['June the eleventh, two thousand and one', 'June the eleventh, two thousand and one | 2001'],
    ['3rd May 1990 at noon', '3rd May 1990 | 1990'],
    ['8 november sixty four', '8 november sixty four | 1964'],
    ['ninth of the ninth nineteen forty seven', 'ninth of the ninth nineteen forty seven | 1947'],
    ['23/11/1978', '23/11/1978 | 1978'],
    ['1978-11-23', '1978-11-23 | 1978'],
    ['April 4th', 'April 4th | null'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));

  it.each(['12 Baker Street', '31/31/2000', '192.168.8.120', 'may 3 people come', 'three of them', 'eleven two sixty eight'])('is none: %s', (text) => expect(read(text)).toBeNull());

  it('said in numbers is read where a date is expected', () => {
    expect(read('eleven two sixty eight', true)).toBe('eleven two sixty eight | 1968');
    expect(read('thirteen, oh five, nineteen sixty one', true)).toBe('thirteen, oh five, nineteen sixty one | 1961');
  });
});
