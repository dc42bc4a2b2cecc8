import { readConversation } from '../language/tokens.js';
import { compilePattern } from './pattern.js';

const matches = (pattern: string, said: string): boolean => {
  const { tokens } = readConversation([{ id: 'u1', speaker: 'customer', channel: null, text: said, startMs: 0, endMs: 1000, confidence: null, words: [] }]);
  const compiled = compilePattern(pattern, {});
  return tokens.some((_, at) => compiled.match(tokens, at, 0, tokens.length) !== null);
};

describe('an alternative of several words', () => {
  it.each(['nobody called me', 'no one called me', 'none of them called'])('is one of them: %s', (said) => {
    expect(matches('nobody|no_one|none ~2 called', said)).toBe(true);
  });

  it('does not match by one of its words', () => {
    expect(matches('nobody|no_one|none ~2 called', 'one of them called')).toBe(false);
  });

  it.each(['nobody|no one|none ~2 called', 'much|so|a lot|far better'])('is refused where it is torn at its space: %s', (pattern) => {
    expect(() => compilePattern(pattern, {})).toThrow(/torn at its space: write/);
  });

  it('leaves "no" before a choice of words alone', () => {
    expect(matches('no one|body|single ~1 came', 'no single person came')).toBe(true);
  });
});
