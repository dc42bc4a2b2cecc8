import { tokensOf } from './tokens.js';

const words = (text: string): string => tokensOf(text, []).map(({ word }) => word).join(' ');

describe('words in which what was said and heard are compared', () => {
  it.each([
    ['four double five oh nine', '45509'],
    ['oh oh seven', '007'],
    ['triple two one', '222-1'],
    ['V I O L E T', 'VIOLET'],
    ['A B one two', 'AB12'],
    ['tom dot becker at example dot org', 'Tom.Becker@example.org'],
    ['the first of May', 'the 1st of May'],
  ])('"%s" and "%s" are the same', (said, heard) => {
    expect(words(heard)).toBe(words(said));
  });

  it('says of each word in which span it stands', () => {
    const text = 'card 4111 for Tom';
    expect(tokensOf(text, [{ start: 5, end: 9 }, { start: 14, end: 17 }]).map(({ word, span }) => `${word}${span ?? ''}`)).toEqual(['card', '40', '10', '10', '10', 'for', 'tom1']);
  });
});
