import type { Utterance } from '@callmesh/contracts';
import type { Finding } from '../finding.js';
import { tokensOf } from '../tokens.js';
import { MONTHS, readDate, yearAt } from './dates.js';

/** Finds every date that names a day, and every month with its year, whatever it is the date of: for a profile that lets no date through. */
export function findDates(utterances: readonly Utterance[]): Finding[] {
  return utterances.flatMap((utterance, index) => {
    const tokens = tokensOf(utterance);
    const found: Finding[] = [];
    for (let at = 0; at < tokens.length; ) {
      const date = readDate(tokens, at);
      const month = date === null && MONTHS.has(tokens[at]?.text ?? '') ? yearAt(tokens, tokens[at + 1]?.text === ',' || tokens[at + 1]?.text === 'of' ? at + 2 : at + 1) : null;
      const to = date?.sure === true ? date.to : month !== null && month.value >= 1900 ? month.to : 0;
      const [first, last] = [tokens[at], tokens[to - 1]];
      if (first !== undefined && last !== undefined && to > at) {
        const value = tokens.slice(at, to).map(({ text }) => text).join(' ');
        found.push({ type: 'DATE', value, pieces: [{ utterance: index, start: first.start, end: last.end }], reason: 'a date', score: 0.8 });
      }
      at = Math.max(at + 1, to);
    }
    return found;
  });
}
