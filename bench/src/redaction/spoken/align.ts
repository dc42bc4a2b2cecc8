import { isClose, isSame } from './alike.js';

/** Words that were said and the words that were heard for them; one side is empty where a word was lost or put in. */
export interface Link {
  readonly said: readonly number[];
  readonly heard: readonly number[];
  /** `other`: one word stands where another was said. */
  readonly how: 'same' | 'close' | 'other' | 'none';
}

const COST = { same: 0, close: 0.5, other: 1, none: 0.75 } as const;
/** One word may be heard as so many, or so many as one: "Lynn Quist" for "Lindqvist". */
const MOST = 3;

interface Cell {
  readonly cost: number;
  readonly link: Link | null;
}

const upTo = (end: number, count: number): number[] => Array.from({ length: count }, (_, at) => end - count + at);

/** Is one of several by itself the word already? Then the others are not part of it. */
const isWord = (said = '', heard = ''): boolean => isSame(said, heard) || isClose(said, heard);

/** Ways to end at (i, j), 1-based: word against word, a word lost, a word put in, one word against several. */
function steps(said: readonly string[], heard: readonly string[], i: number, j: number): Link[] {
  const [a, b] = [said[i - 1], heard[j - 1]];
  const links: Link[] = [];
  if (a !== undefined && b !== undefined) links.push({ said: [i - 1], heard: [j - 1], how: isSame(a, b) ? 'same' : isClose(a, b) ? 'close' : 'other' });
  if (a !== undefined) links.push({ said: [i - 1], heard: [], how: 'none' });
  if (b !== undefined) links.push({ said: [], heard: [j - 1], how: 'none' });
  if (a === undefined || b === undefined) return links;
  for (let count = 2; count <= MOST; count += 1) {
    const [parts, wholes] = [upTo(j, count), upTo(i, count)];
    const [joined, whole] = [parts.map((at) => heard[at] ?? '').join(''), wholes.map((at) => said[at] ?? '').join('')];
    if (j >= count && (joined === a || (isClose(a, joined) && !parts.some((at) => isWord(a, heard[at]))))) links.push({ said: [i - 1], heard: parts, how: joined === a ? 'same' : 'close' });
    if (i >= count && (whole === b || (isClose(whole, b) && !wholes.some((at) => isWord(said[at], b))))) links.push({ said: wholes, heard: [j - 1], how: whole === b ? 'same' : 'close' });
  }
  return links;
}

/**
 * The cheapest way to read what was heard as what was said, word by word, as the word error rate counts it, but words that are close cost
 * less than others. Both come as {@link tokensOf} gives them.
 * @returns links in order, which together name each word of both once.
 */
export function align(said: readonly string[], heard: readonly string[]): Link[] {
  const table: Cell[][] = [];
  for (let i = 0; i <= said.length; i += 1) {
    const row: Cell[] = [];
    table.push(row);
    for (let j = 0; j <= heard.length; j += 1) {
      let best: Cell = { cost: i === 0 && j === 0 ? 0 : Infinity, link: null };
      for (const link of steps(said, heard, i, j)) {
        const cost = (table[i - link.said.length]?.[j - link.heard.length]?.cost ?? Infinity) + COST[link.how];
        if (cost < best.cost) best = { cost, link };
      }
      row.push(best);
    }
  }
  const links: Link[] = [];
  for (let [i, j] = [said.length, heard.length]; i > 0 || j > 0; ) {
    const link = table[i]?.[j]?.link;
    if (!link) throw new RangeError('the table of alignments is incomplete');
    links.unshift(link);
    i -= link.said.length;
    j -= link.heard.length;
  }
  return links;
}
