import type { Utterance } from '@callmesh/contracts';
import type { Finding } from '../finding.js';
import { codeRange } from '../codes/code-range.js';
import { tokensOf, type Token } from '../tokens.js';

/** The longest pattern; longer ones are refused where a policy is set. */
const MAX_PATTERN = 40;
/** Signs of a pattern: `#` a digit, `@` a letter, `*` either; all else stands for itself. */
const SIGNS: Readonly<Record<string, string>> = { '#': '\\d', '@': '\\p{L}', '*': '[\\p{L}\\d]' };

const source = (pattern: string): string => Array.from(pattern, (char) => SIGNS[char] ?? char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')).join('');

/** A pattern needs three signs at least, or it would be found everywhere. */
export const isAccountPattern = (pattern: string): boolean => pattern.length <= MAX_PATTERN && (pattern.match(/[#@*]/g)?.length ?? 0) >= 3;

/**
 * Finds a tenant's own ids by patterns such as `CUST-######`, as written and as said ("c u s t, four eight …"). The patterns know no
 * repetition, so the search takes linear time whatever they are.
 */
export function findAccounts(utterances: readonly Utterance[], patterns: readonly string[]): Finding[] {
  const usable = patterns.filter(isAccountPattern);
  if (usable.length === 0) return [];
  const written = new RegExp(`(?<![\\p{L}\\d])(?:${usable.map(source).join('|')})(?![\\p{L}\\d])`, 'giu');
  const said = new RegExp(`^(?:${usable.map((pattern) => source(pattern.replace(/[^\p{L}\d#@*]/gu, ''))).join('|')})$`, 'iu');
  return utterances.flatMap((utterance, index) => {
    const { text } = utterance;
    const found = Array.from(text.matchAll(written), (match) => account(index, match.index, match.index + match[0].length, match[0]));
    const tokens = tokensOf(utterance);
    for (let at = 0; at < tokens.length; ) {
      const range = codeRange(tokens, text, at, { letters: true });
      if (range === null) {
        at += 1;
        continue;
      }
      if (said.test(range.value)) {
        const [start, end] = [(tokens[range.from] as Token).start, (tokens[range.to - 1] as Token).end];
        if (!found.some(({ pieces: [piece] }) => piece !== undefined && piece.start < end && start < piece.end)) found.push(account(index, start, end, range.value));
      }
      at = range.to;
    }
    return found;
  });
}

const account = (utterance: number, start: number, end: number, value: string): Finding => ({ type: 'ACCOUNT', value: value.replace(/[^\p{L}\d]/gu, '').toUpperCase(), pieces: [{ utterance, start, end }], reason: 'a pattern of the tenant\'s', score: 1 });
