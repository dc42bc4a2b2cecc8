const TOKEN = /\s*(?:("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])|([[\]{},:]))/y;

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/**
 * Where a JSON text stops being JSON (RFC 8259). `JSON.parse` tells only sometimes, and its message quotes the text, which may be personal.
 * @returns the position of the first token that does not fit; the text's length when it merely ends too early.
 */
export function jsonFaultPosition(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  while (expected !== 'nothing') {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const start = at + (/^\s*/.exec(text.slice(at, at + 10_000))?.[0].length ?? 0);
    if (!match) return start;
    const [, string, scalar, mark] = match;
    const next = step(expected, open, string, scalar, mark);
    if (next === null) return start;
    expected = next;
    at = TOKEN.lastIndex;
  }
  return at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
}

/** @returns what may follow; null when the token does not fit. */
function step(expected: Expected, open: ('{' | '[')[], string?: string, scalar?: string, mark?: string): Expected | null {
  const afterValue = (): Expected => (open.length === 0 ? 'nothing' : 'comma-or-end');
  if (expected === 'key' || expected === 'key-or-end') {
    if (string !== undefined) return 'colon';
    return mark === '}' && expected === 'key-or-end' ? (open.pop(), afterValue()) : null;
  }
  if (expected === 'colon') return mark === ':' ? 'value' : null;
  if (expected === 'comma-or-end') {
    const inObject = open.at(-1) === '{';
    if (mark === ',') return inObject ? 'key' : 'value';
    return mark === (inObject ? '}' : ']') ? (open.pop(), afterValue()) : null;
  }
  if (string !== undefined || scalar !== undefined) return afterValue();
  if (mark === '{' || mark === '[') {
    open.push(mark);
    return mark === '{' ? 'key-or-end' : 'value-or-end';
  }
  return mark === ']' && expected === 'value-or-end' ? (open.pop(), afterValue()) : null;
}
