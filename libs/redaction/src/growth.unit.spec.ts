import { redactText } from './document/redact-text.js';

/** Characters of the smaller text; the larger has twice as many. */
const SIZE = 3_000;

/**
 * Steps of a run: look-ups in maps and sets, array elements visited by a callback, and characters handed to regular expressions or cut out.
 * Counted, not timed: the same on every machine.
 */
function stepsOf(text: string): number {
  let steps = 0;
  const restore: (() => void)[] = [];
  const patch = <T extends object>(target: T, name: keyof T, cost: (self: unknown, args: readonly unknown[], result: unknown, from: number) => number): void => {
    const original = target[name] as unknown as (...args: unknown[]) => unknown;
    restore.push(() => void Object.assign(target, { [name]: original }));
    const counting = function (this: unknown, ...args: unknown[]): unknown {
      const from = this instanceof RegExp ? this.lastIndex : 0;
      const result = Reflect.apply(original, this, args);
      steps += cost(this, args, result, from);
      return result;
    };
    Object.assign(target, { [name]: counting });
  };
  const length = (value: unknown): number => (typeof value === 'string' || Array.isArray(value) ? value.length : 0);
  // An expression looks at what stands between where it began and the end of what it found; when it finds nothing, at all the rest.
  patch(RegExp.prototype, 'exec', (self, [input], result, from) => 1 + (self instanceof RegExp && self.sticky ? 0 : (result === null ? length(input) : (result as RegExpExecArray).index + (result as RegExpExecArray)[0].length) - from));
  patch(String.prototype, 'matchAll', (self) => 1 + length(self));
  patch(String.prototype, 'replace', (self) => 1 + length(self));
  patch(String.prototype, 'slice', () => 1);
  patch(String.prototype, 'indexOf', () => 1);
  patch(Map.prototype, 'get', () => 1);
  patch(Set.prototype, 'has', () => 1);
  for (const name of ['map', 'filter', 'flatMap', 'some', 'every', 'find', 'findIndex', 'findLast', 'concat', 'sort'] as const) patch(Array.prototype, name, (self) => 1 + length(self));
  try {
    redactText(text, { profile: 'strict', accountPatterns: ['CU-####'], known: [{ value: 'Mary Quill', type: 'PERSON' }, { value: '+14155550107', type: 'PHONE' }] });
  } finally {
    for (const back of restore.reverse()) back();
  }
  return steps;
}

const REPEATED = [
  'x', '1', 'A', ' ', '\n', '.', '-', '[', '(((((', '[[[{{{', 'www.', 'http://www.', 'password is ', 'my name is ', 'Mary Quill ', 'a,b.', 'a@b.', 'dot com ', 'DE89 ', '12 Baker Street ', 'i live in ',
  '4111 1111 1111 1111 ', 'my card order 4 8 2 1 um phone to for 415 at dot a b c ', 'email a@b.com ', 'sort code 1 ', 'a:', '? A', 'Xavier-', '_a', 'born 1 ', '1.1.', 'a-1-', 'S as in sugar ', 'one two ', 'double ',
  'Dear Anna, ', 'Agent: Name?\nCustomer: Ada\n', 'What is your address? ', 'Flat 1, ', 'de la ', 'Berlin, ', '10115 Berlin ', 'w w w dot ', 'at ', 'my username is ', 'expires 11/29 card ', 'O\'', 'é', '\u{1F600}', '+1 ', '/', 'a/', 'www.a/',
];

describe('the work of redaction', () => {
  it.each(REPEATED)('grows with the length of a text that is nothing but %j', (unit) => {
    const repeated = (size: number): string => unit.repeat(Math.ceil(size / unit.length));
    // Once before, so that what is made only once is made.
    stepsOf(repeated(100));
    const [once, twice] = [stepsOf(repeated(SIZE)), stepsOf(repeated(2 * SIZE))];
    expect(twice / once).toBeLessThan(2.3);
  });

  it('ends on very many characters without a blank', () => {
    expect(redactText('x'.repeat(200_000)).spans).toEqual([]);
  });
});
