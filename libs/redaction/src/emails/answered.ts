import { readDigits } from '../digit-words.js';
import type { Token } from '../tokens.js';
import { BEFORE, isDot, isJoiner, isLetter, JOINERS, NO_LABEL, PROVIDERS, type TokenRange } from './words.js';

const MAX_PART = 9;
const MAX_LOCAL = 40;

/** In an answer to a question for an address everything from the first words of it on belongs to it: "Rose W, the number four, at …". */
export function answered(tokens: readonly Token[], ranges: readonly TokenRange[], text: string, part: boolean): readonly TokenRange[] {
  let from = 0;
  while (from < tokens.length && from < 12 && (LEAD.has(tokens[from]?.text ?? '') || tokens[from]?.kind === 'mark') && !isJoiner(tokens, from + 1, text)) from += 1;
  const [only] = ranges;
  // Several addresses, or an answer that goes on about something else first, stay as they were found.
  const last = ranges.at(-1);
  if (only !== undefined && last !== undefined && ranges.length > 1) {
    // Pieces of one address, with nothing but commas, letters and signs between them.
    const between = tokens.slice(only.from, last.to).every((token, at) => token.kind === 'mark' ? token.text === ',' || JOINERS.has(token.text) || token.text === '@' : !stops(tokens, only.from + at) && token.text !== 'and');
    if (!between || !ranges.every((_, at) => at === 0 || !isWhole(tokens, ranges[at - 1], text))) return ranges;
    // "pauline, p a u l i n e, dot …": the word before is what was spelled.
    const first = only.from - from <= 3 && tokens.slice(from, only.from).every(({ kind }, at) => kind !== 'placeholder' && !stops(tokens, from + at)) ? Math.min(from, only.from) : only.from;
    return [{ from: first, to: last.to, score: 0.7 }];
  }
  if (ranges.length > 1) return ranges;
  // What is written has its beginning: "+40 743 290 516, maria@example.com".
  if (only !== undefined && tokens.slice(only.from, only.to).some(({ text: word }) => word === '@') && tokens.slice(from, only.from).some(({ text: word }) => word === ',')) return ranges;
  if (only !== undefined) return only.from > from && only.from - from <= 16 && !tokens.slice(from, only.from).some(({ kind }, at) => kind === 'placeholder' || stops(tokens, from + at)) ? [{ ...only, from }] : ranges;
  const to = part ? endOfPart(tokens, from) : endAfterSign(tokens, from);
  return to > from ? [{ from, to, score: 0.6 }] : ranges;
}

/** A part of an address has no sign: all that is said, to the end of the clause. */
function endOfPart(tokens: readonly Token[], from: number): number {
  let to = from;
  while (to < tokens.length && !/^[.?!,;]$/.test(tokens[to]?.text ?? '') && !stops(tokens, to)) to += 1;
  return to - from <= MAX_PART && !DECLINES.has(tokens[from]?.text ?? '') ? to : from;
}
const DECLINES = new Set("i no not why what which sorry don't can can't nothing hang wait one is are do did there".split(' '));

/** An answer with a sign in it ("dot", "underscore", an "at" before what may be a domain), to the end of the clause. */
function endAfterSign(tokens: readonly Token[], from: number): number {
  const sign = tokens.findIndex(({ text: word }, at) => at >= from && ((word === 'dot' && !NO_LABEL.has(tokens[at - 1]?.text ?? '')) || word === 'underscore' || word === '@' || (word === 'at' && isDomainLike(tokens, from, at))));
  if (sign < 0) return endOfProvider(tokens, from);
  let to = sign + 1;
  while (to < tokens.length && to - from < MAX_LOCAL && !/^[.?!,]$/.test(tokens[to]?.text ?? '') && !stops(tokens, to)) to += 1;
  return to > sign + 1 ? to : from;
}

/** An address whose signs were all lost: "sarah smiles ninety nine gmail". */
function endOfProvider(tokens: readonly Token[], from: number): number {
  const provider = tokens.findIndex(({ text }, at) => at > from && at - from <= MAX_PART && PROVIDERS.has(text));
  if (provider < 0 || tokens.slice(from, provider).some(({ text, kind }, at) => kind === 'mark' || NO_LOCAL.has(text) || stops(tokens, from + at))) return from;
  return tokens[provider + 1]?.text === 'com' ? provider + 2 : provider + 1;
}
const NO_LOCAL = new Set("a an is isn't was not no to or any have got i'm with for in on about".split(' '));

/** "… at gmail", "j smith nine at larkfield": a provider, or a local part that no ordinary words make. */
function isDomainLike(tokens: readonly Token[], from: number, at: number): boolean {
  const next = tokens[at + 1]?.text ?? '';
  if (PROVIDERS.has(next) || PROVIDERS.has(next + (tokens[at + 2]?.text ?? ''))) return true;
  if (tokens[at + 1]?.kind !== 'word' || BEFORE.has(next) || NO_DOMAIN.has(next) || readDigits(tokens, at + 1) !== null) return false;
  const local = tokens.slice(from, at);
  return local.length > 0 && local.some((token, place) => isLetter(token) || JOINERS.has(token.text) || readDigits(local, place)?.doubtful === false);
}
const NO_DOMAIN = new Set('about home work least first last once night noon midnight lunch most all any some his her our their times'.split(' '));

/** Has this piece an "at" and a top level of its own? */
const isWhole = (tokens: readonly Token[], range: TokenRange | undefined, text: string): boolean => range !== undefined && tokens.slice(range.from, range.to).some(({ text: word }) => word === '@' || word === 'at') && isDot(tokens, range.to - 2, text);
const LEAD = new Set("it's its it is um uh er uhm well so sure yes yeah yep okay ok my the to try that's that would be email mail address e no one new old hers his i use think say use hi oh right and actually please just".split(' '));
/** Here the address is over; an "i" among letters is one of them. */
const stops = (tokens: readonly Token[], at: number): boolean => STOP.has(tokens[at]?.text ?? '') && !(tokens[at]?.text === 'i' && (isLetter(tokens[at - 1]) || isLetter(tokens[at + 1])));
const STOP = new Set('because if but please thanks thank i you or when which where can could will'.split(' '));
