/** Letters that recognisers take for each other, under one sign; doubled letters count once. */
const alike = (word: string): string =>
  word
    .replace(/ph/g, 'f')
    .replace(/[ck]h?|q/g, 'k')
    .replace(/[zsx]|sh/g, 's')
    .replace(/[yie]+/g, 'i')
    .replace(/w/g, 'v')
    .replace(/h/g, '')
    .replace(/(.)\1+/g, '$1');

/** Is one word the other, but for what a recogniser gets wrong: letters that sound alike, one letter in five, two in eight? */
export function closeTo(said: string, known: string): boolean {
  if (said === known) return true;
  if (known.length < 4 || Math.abs(said.length - known.length) > 2 || said.length > 40) return false;
  if (said[0] === known[0] && known.length > 4 && alike(said) === alike(known)) return true;
  const limit = known.length >= 8 ? 2 : known.length >= 5 ? 1 : 0;
  return limit > 0 && distance(said, known, limit) <= limit;
}

/** Edits between two words, swapped neighbours counting once; more than `limit` is not counted further. */
function distance(a: string, b: string, limit: number): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
