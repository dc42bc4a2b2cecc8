// Reads docs/reference/promises.md: one table row per promise.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const range = (letter, last) => Array.from({ length: last }, (_, i) => `${letter}${i + 1}`);
/** Every promise of the checklist. */
export const allRows = [...range('C', 17), ...range('T', 13), ...range('L', 4), ...range('X', 10), ...range('H', 9), ...range('A', 8), ...range('M', 6), ...range('O', 6), ...range('R', 7)];

/**
 * @returns rows as { row, promise, state, lives, tests: [{ file, name }], mutation: { file, from, to } | null }.
 * Columns: row | promise | state | where it lives | shown by | mutation. A test is `file` "name"; a mutation is `file`: `from` ⇒ `to`.
 */
export function readPromises() {
  const text = readFileSync(path.join(root, 'docs/reference/promises.md'), 'utf8');
  return text
    .split('\n')
    .filter((line) => /^\| [A-Z]\d+ \|/.test(line))
    .map((line) => {
      const cells = line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
      const [row, promise, state, lives, shown = '', mutation = ''] = cells;
      const tests = [...shown.matchAll(/`([^`]+)` "([^"]+)"/g)].map(([, file, name]) => ({ file, name }));
      const change = mutation.match(/^`([^`]+)`: `(.+?)` ⇒ `(.*)`$/);
      return { row, promise, state, lives, tests, mutation: change ? { file: change[1], from: change[2], to: change[3] } : null };
    });
}
