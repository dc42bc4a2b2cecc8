import { nameFitting } from '@callmesh/redaction';
import { pick } from '../learned/chance.js';
import type { Marked, Span } from '../redaction/marked.js';

const { passesLuhn, readDigits, tokensOf, UNIT_WORDS } = nameFitting;

/** So many numbers stay as they are; so many of the others are said in another way. */
const SAME = 0.3;
const OTHERWISE = 0.5;
const LEAST = 3;
const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const ZEROS = ['zero', 'oh', 'oh'];

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly string[];
}

/** A text with other numbers in it, said in another way: in words or in figures, in other groups. */
export function revoiced({ text, gold }: Marked, next: () => number): Marked {
  let made = '';
  let at = 0;
  const moves: { readonly from: number; readonly by: number }[] = [];
  for (const stretch of stretchesOf(text)) {
    const card = gold.some(({ type, start, end }) => type === 'CREDIT_CARD' && start < stretch.end && end > stretch.start);
    const told = next() < SAME ? text.slice(stretch.start, stretch.end) : retold(stretch, text, card, next);
    made += text.slice(at, stretch.start) + told;
    at = stretch.end;
    moves.push({ from: stretch.end, by: made.length - at });
  }
  const moved = (place: number): number => place + (moves.findLast(({ from }) => from <= place)?.by ?? 0);
  return { text: made + text.slice(at), gold: gold.map((span): Span => ({ ...span, start: moved(span.start), end: moved(span.end) })) };
}

/** Where nothing but digits, blanks, commas and hyphens stands, and what they are in groups. */
function stretchesOf(text: string): Stretch[] {
  const tokens = tokensOf({ id: '', speaker: 'unknown', channel: null, text, startMs: 0, endMs: 0, confidence: null, words: [] });
  const found: Stretch[] = [];
  for (let at = 0; at < tokens.length; ) {
    const start = at;
    let end = -1;
    const groups: string[] = [];
    let open = false;
    while (at < tokens.length) {
      const spoken = readDigits(tokens, at);
      const token = tokens[at];
      if (spoken !== null && spoken.digits !== '' && (!spoken.doubtful || (spoken.digits === '0' && (groups.length > 0 || readDigits(tokens, at + 1)?.doubtful === false)))) {
        if (open && token?.kind === 'word') groups.push(`${groups.pop() ?? ''}${spoken.digits}`);
        else groups.push(spoken.digits);
        open = token?.kind === 'word';
        at += spoken.tokens;
        end = at;
      } else if (groups.length > 0 && (token?.text === ',' || token?.text === '-') && readDigits(tokens, at + 1)?.doubtful === false) {
        open = false;
        at += 1;
      } else break;
    }
    if (end < 0) {
      at = start + 1;
      continue;
    }
    const [first, last] = [tokens[start], tokens[end - 1]];
    const glued = tokens[start - 1]?.end === first?.start || tokens[end]?.start === last?.end;
    const free = !glued || (/^[.,;:?!)("']$/.test(tokens[end]?.text ?? ',') && tokens[start - 1]?.end !== first?.start && tokens[end + 1]?.start !== tokens[end]?.end);
    if (first !== undefined && last !== undefined && free && groups.join('').length >= LEAST && !UNIT_WORDS.has(tokens[end]?.text ?? '') && !/hundred|thousand/i.test(text.slice(first.start, last.end))) found.push({ start: first.start, end: last.end, groups });
    at = Math.max(end, start + 1);
  }
  return found;
}

/** Other digits in the same groups; noughts, the first digit and years stay, and a valid card number is one. */
function retold({ start, end, groups }: Stretch, text: string, card: boolean, next: () => number): string {
  const old = groups.join('');
  let digits = groups.length === 1 && /^(?:19|20)\d\d$/.test(old) ? old : [...old].map((digit, at) => (digit === '0' || at === 0 ? digit : String(1 + Math.floor(next() * 9)))).join('');
  if (card && passesLuhn(old)) while (!passesLuhn(digits)) digits = digits.slice(0, -1) + String((Number(digits.at(-1)) + 1) % 10);
  let from = 0;
  const fresh = groups.map((group) => digits.slice(from, (from += group.length)));
  const said = text.slice(start, end);
  const [figures, words] = [/\d/.test(said), /\p{L}/u.test(said)];
  const inWords = next() < OTHERWISE ? !words : words;
  if (!inWords) return fresh.map((group) => group).join(figures && !words ? (/[ ,-]+/.exec(said)?.[0] ?? ' ') : pick([' ', ' ', '-', ''], next));
  const zero = pick(ZEROS, next);
  return fresh.map((group) => [...group].map((digit) => (digit === '0' ? zero : WORDS[Number(digit)])).join(' ')).join(pick([' ', ', '], next));
}
