import { readDigits } from '../digit-words.js';
import type { Token } from '../tokens.js';

/** A date that was read; months and days from 1, the year with four digits, null where none was said. */
export interface ReadDate {
  readonly from: number;
  readonly to: number;
  readonly year: number | null;
  /** A month was named, or the figures stand as dates do; numbers said in a row may be something else. */
  readonly sure: boolean;
}

const MONTH_NAMES = 'january february march april may june july august september october november december'.split(' ');
/** Names of months, in English also short, and in the languages of nearby countries. */
export const MONTHS: ReadonlySet<string> = new Set([...MONTH_NAMES, ...'jan feb mar apr jun jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro'.split(' ')]);
const ORDINALS = new Map('first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(' ').map((word, at): [string, number] => [word, at + 1]).concat([['thirtieth', 30]]));
const BEFORE_YEAR = new Set([',', 'of', 'in', 'the', 'year', '.', 'and']);
const ENDINGS = new Set(['st', 'nd', 'rd', 'th']);
const SEPARATORS = new Set(['/', '-', '.', '–']);

interface Part {
  readonly value: number;
  readonly to: number;
}

/** Reads the date that begins at `at`; with `said`, also numbers said in a row ("eleven two sixty eight"). */
export function readDate(tokens: readonly Token[], at: number, said = false): ReadDate | null {
  const date = (to: number, year: number | null, sure: boolean): ReadDate => ({ from: at, to, year, sure });
  const month = monthAt(tokens, at);
  if (month !== null) {
    const day = dayAt(tokens, tokens[month.to]?.text === 'the' ? month.to + 1 : month.to);
    if (day === null) return null;
    const year = yearAfter(tokens, day.to);
    // "may 3 people come"
    if (year === null && VERBS.has(tokens[at]?.text ?? '') && tokens[at]?.large === false && !isOrdinal(tokens, day.to - 1)) return null;
    return date(year?.to ?? day.to, year?.value ?? null, true);
  }
  const figures = inFigures(tokens, at);
  if (figures !== null) return date(figures.to, figures.value, true);
  const day = dayAt(tokens, at);
  if (day === null) return null;
  let next = day.to;
  while (tokens[next]?.text === 'of' || tokens[next]?.text === 'the' || tokens[next]?.text === 'de' || tokens[next]?.text === '.' || (said && tokens[next]?.text === ',')) next += 1;
  const named = monthAt(tokens, next);
  if (named !== null) {
    const year = yearAfter(tokens, named.to);
    return date(year?.to ?? named.to, year?.value ?? null, true);
  }
  const ordinal = isOrdinal(tokens, day.to - 1);
  // "the ninth of the ninth nineteen forty seven"
  const second = ordinal || said ? dayAt(tokens, next, true) : null;
  if (second === null || (second.value > 12 && day.value > 12)) return null;
  const year = yearAfter(tokens, second.to);
  return year === null ? null : date(year.to, year.value, ordinal);
}

/** Words besides names of months. */
const VERBS = new Set(['may', 'march', 'mar', 'jan']);
const isOrdinal = (tokens: readonly Token[], at: number): boolean => ORDINALS.has(tokens[at]?.text ?? '') || ENDINGS.has(tokens[at]?.text ?? '');

const monthAt = (tokens: readonly Token[], at: number): Part | null => (MONTHS.has(tokens[at]?.text ?? '') ? { value: 0, to: tokens[at + 1]?.text === '.' && (tokens[at]?.text.length ?? 9) < 5 ? at + 2 : at + 1 } : null);

/** "third", "twenty third", "3rd", "3", "thirty first"; with `lead`, also "oh three". */
function dayAt(tokens: readonly Token[], at: number, lead = true): Part | null {
  const text = tokens[at]?.text ?? '';
  const ordinal = ORDINALS.get(text);
  if (ordinal !== undefined) return { value: ordinal, to: at + 1 };
  const hyphen = tokens[at + 1]?.text === '-' ? 1 : 0;
  const tail = ORDINALS.get(tokens[at + 1 + hyphen]?.text ?? '');
  if ((text === 'twenty' || text === 'thirty') && tail !== undefined && tail < 10) return { value: (text === 'twenty' ? 20 : 30) + tail, to: at + 2 + hyphen };
  const spoken = readDigits(tokens, at);
  if (spoken === null || (spoken.doubtful && spoken.digits !== '0') || spoken.digits.length > 2) return null;
  if (spoken.digits === '0') {
    const unit = lead ? readDigits(tokens, at + 1) : null;
    return unit !== null && !unit.doubtful && unit.digits.length === 1 && unit.digits !== '0' ? { value: Number(unit.digits), to: at + 1 + unit.tokens } : null;
  }
  const value = Number(spoken.digits);
  const to = at + spoken.tokens;
  return value >= 1 && value <= 31 ? { value, to: ENDINGS.has(tokens[to]?.text ?? '') && tokens[to]?.start === tokens[to - 1]?.end ? to + 1 : to } : null;
}

function yearAfter(tokens: readonly Token[], at: number): Part | null {
  let from = at;
  while (from - at < 4 && BEFORE_YEAR.has(tokens[from]?.text ?? '')) from += 1;
  return yearAt(tokens, from);
}

/** "1985", "nineteen eighty five", "nineteen oh five", "two thousand and one", "eighty five", "'85". */
export function yearAt(tokens: readonly Token[], at: number): Part | null {
  const head = readDigits(tokens, at);
  if (head === null || head.doubtful) return head?.digits === '0' ? shortYear(tokens, at) : null;
  const to = at + head.tokens;
  if (/^(?:19|20)\d\d$/.test(head.digits)) {
    // "two thousand one"
    const unit = head.digits === '2000' && tokens[at]?.kind === 'word' ? readDigits(tokens, to) : null;
    return unit !== null && !unit.doubtful && unit.digits.length === 1 ? { value: 2000 + Number(unit.digits), to: to + unit.tokens } : { value: Number(head.digits), to };
  }
  if (head.digits.length !== 2) return null;
  if (head.digits === '19' || head.digits === '20') {
    const rest = readDigits(tokens, to);
    if (rest !== null && rest.digits.length === 2 && !rest.doubtful) return { value: Number(head.digits + rest.digits), to: to + rest.tokens };
    const short = rest?.digits === '0' ? shortYear(tokens, to) : null;
    if (short !== null) return { value: Number(head.digits) * 100 + (short.value % 100), to: short.to };
  }
  const value = Number(head.digits);
  return { value: value > 30 ? 1900 + value : 2000 + value, to };
}

/** "oh five" */
function shortYear(tokens: readonly Token[], at: number): Part | null {
  const unit = readDigits(tokens, at + 1);
  return unit !== null && !unit.doubtful && unit.digits.length === 1 ? { value: 2000 + Number(unit.digits), to: at + 1 + unit.tokens } : null;
}

/** "23/11/1978", "30-08-2002", "1978-11-23", "3.5.90". */
function inFigures(tokens: readonly Token[], at: number): Part | null {
  const [a, one, b, two, c] = tokens.slice(at, at + 5);
  if (a?.kind !== 'figures' || b?.kind !== 'figures' || c?.kind !== 'figures' || one === undefined || two === undefined) return null;
  if (!SEPARATORS.has(one.text) || one.text !== two.text || one.start !== a.end || two.start !== b.end || b.start !== one.end || c.start !== two.end) return null;
  const small = (text: string): boolean => text.length <= 2 && Number(text) >= 1 && Number(text) <= 31;
  if (/^(?:19|20)\d\d$/.test(a.text) && small(b.text) && small(c.text)) return { value: Number(a.text), to: at + 5 };
  if (!small(a.text) || !small(b.text) || (Number(a.text) > 12 && Number(b.text) > 12)) return null;
  if (/^(?:19|20)\d\d$/.test(c.text)) return { value: Number(c.text), to: at + 5 };
  return c.text.length === 2 && one.text !== '.' ? { value: Number(c.text) > 30 ? 1900 + Number(c.text) : 2000 + Number(c.text), to: at + 5 } : null;
}
