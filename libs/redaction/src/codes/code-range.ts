import { readDigits } from '../digit-words.js';
import type { Token } from '../tokens.js';
import { yearAt } from './dates.js';
import { spelledTail } from './spelled-out.js';

/** A stretch of tokens that says a number or a code. */
export interface CodeRange {
  readonly from: number;
  readonly to: number;
  /** Digits and letters, large. */
  readonly value: string;
  readonly digits: number;
}

export interface CodeForm {
  /** Single letters and short words in capitals belong to it. */
  readonly letters?: boolean;
  /** Names of months belong to it. */
  readonly months?: boolean;
  /** Anything may come before it, as in an answer. */
  readonly anywhere?: boolean;
}

const MONTHS: ReadonlyMap<string, number> = new Map(
  'january february march april may june july august september october november december'.split(' ').flatMap((month, at): [string, number][] => [[month, at + 1], [month.slice(0, 3), at + 1]]),
);
const LEAD = new Set(", end month is it's its number no code was : are um uh er uhm well so sure yes yeah okay ok that's the my your and for on id - = # card a/c account sort routing iban ending . found it says it, plus + hers his ours mine try we you in till until thru through to of date".split(' '));
/** What people put inside a code; counts only with more of it after. */
const INSIDE = new Set("- – / , . ; dash hyphen slash um uh er uhm then capital letter space sorry no i mean wait hang on and double triple that's again oh o of the hundred thousand dot stroke ( ) · apostrophe so : actually make scratch it".split(' '));
/** Years that a card may end in. */
const FIRST_CARD_YEAR = 2020;
const LAST_CARD_YEAR = 2045;
const MAX_GAP = 5;
const MAX = 70;

/** Reads the code that begins at or after `start`; null when none does. */
export function codeRange(tokens: readonly Token[], text: string, start: number, { letters = false, months = false, anywhere = false }: CodeForm): CodeRange | null {
  let from = start;
  const limit = Math.min(tokens.length, start + (anywhere ? 24 : 9));
  while (from < limit && part(tokens, from, text, letters, months, false) === null && tokens[from]?.kind !== 'placeholder' && (anywhere || LEAD.has(tokens[from]?.text ?? ''))) from += 1;
  // "June twenty eight, then five oh three": a month and its year are all of it.
  const year = months && MONTHS.has(tokens[from]?.text ?? '') ? yearAt(tokens, tokens[from + 1]?.text === 'of' ? from + 2 : from + 1) : null;
  if (year !== null && year.value >= FIRST_CARD_YEAR && year.value <= LAST_CARD_YEAR) return { from, to: year.to, value: `${String(MONTHS.get(tokens[from]?.text ?? '')).padStart(2, '0')}${year.value}`, digits: 6 };
  let value = '';
  let digits = 0;
  let to = from;
  for (let at = from; at < Math.min(tokens.length, from + MAX) && at - to <= MAX_GAP; ) {
    const found = part(tokens, at, text, letters, months, to > from);
    if (found !== null) {
      value += found.value;
      digits += found.digits;
      to = at += found.tokens;
      if (letters) to = at += spelledTail(tokens, at, value.at(-1) ?? '');
    } else if (to > from && INSIDE.has(tokens[at]?.text ?? '') && !(months && tokens[at]?.text === 'and') && !(tokens[at]?.text === '.' && /\s/.test(text[tokens[at]?.end ?? 0] ?? ' ') && tokens[at + 1]?.large === true)) at += 1;
    else break;
  }
  return to > from && value !== '' ? { from, to: Math.min(to, tokens.length), value: value.toUpperCase(), digits } : null;
}

function part(tokens: readonly Token[], at: number, text: string, letters: boolean, months: boolean, inside: boolean): { value: string; digits: number; tokens: number } | null {
  const token = tokens[at];
  if (token === undefined || token.kind === 'placeholder') return null;
  const spoken = readDigits(tokens, at);
  if (spoken !== null && (!spoken.doubtful || (spoken.digits === '0' && (inside || readDigits(tokens, at + 1)?.doubtful === false)))) return { value: spoken.digits, digits: spoken.digits.length, tokens: spoken.tokens };
  if (months && token.kind === 'word') {
    const month = MONTHS.get(token.text);
    if (month !== undefined) return { value: String(month).padStart(2, '0'), digits: 2, tokens: 1 };
    const ordinal = ORDINALS.get(token.text);
    if (ordinal !== undefined) return { value: String(ordinal), digits: 1, tokens: 1 };
  }
  if (!letters || token.kind !== 'word') return null;
  if ((token.text === 'double' || token.text === 'triple') && tokens[at + 1]?.text.length === 1) return { value: (tokens[at + 1]?.text ?? '').repeat(token.text === 'double' ? 2 : 3), digits: 0, tokens: 2 };
  if (token.text.length === 1 && !(/^[ai]$/.test(token.text) && !token.large && !isCode(tokens[at + 1]) && !isCode(tokens[at - 1]))) return { value: token.text, digits: 0, tokens: 1 };
  const raw = text.slice(token.start, token.end);
  const glued = tokens[at + 1]?.kind === 'figures' && tokens[at + 1]?.start === token.end;
  const after = tokens[at - 1]?.kind === 'figures' && tokens[at - 1]?.end === token.start;
  return (raw.length <= 8 && raw.length > 1 && raw === raw.toUpperCase()) || (token.text.length <= 6 && (glued || after)) ? { value: raw, digits: 0, tokens: 1 } : null;
}

const isCode = (token: Token | undefined): boolean => token !== undefined && (token.kind === 'figures' || token.text.length === 1 || token.text === ',' || token.text === '-' || /^(?:one|two|three|four|five|six|seven|eight|nine|zero|double|as|for|oh)$/.test(token.text));

const ORDINALS: ReadonlyMap<string, number> = new Map('first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(' ').map((word, at): [string, number] => [word, at + 1]).concat([['thirtieth', 30]]));
