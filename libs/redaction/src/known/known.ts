import type { Utterance } from '@callmesh/contracts';
import type { Finding } from '../finding.js';
import { codeRange } from '../codes/code-range.js';
import { COMMON, is } from '../lexicon.js';
import { plain } from '../plain.js';
import { tokensOf, type Token } from '../tokens.js';
import { closeTo } from './close-to.js';

/** A name or number that is known of a call from elsewhere: its metadata, or the contact in the CRM. */
export interface KnownEntity {
  readonly value: string;
  /** PERSON, PHONE, ADDRESS, … */
  readonly type: string;
}

/** More are not looked for. */
const MAX_KNOWN = 64;
/** A number's end counts from this length on. */
const SHORTEST_END = 6;
const SHORTEST_NAME = 3;

/** Finds numbers that are known already by their digits, also where the recogniser got them nearly right. */
export function findKnownNumbers(utterances: readonly Utterance[], known: readonly KnownEntity[]): Finding[] {
  const numbers = known.slice(0, MAX_KNOWN).filter(({ value }) => isNumber(value)).map(({ value, type }) => ({ type, digits: value.replace(/\D/g, '') }));
  return numbers.length === 0 ? [] : utterances.flatMap((utterance, index) => numbersIn(tokensOf(utterance), utterance.text, index, numbers));
}

/** Finds names that are known already by their letters, also where the recogniser got them nearly right; of an e-mail address what names its owner. */
export function findKnownNames(utterances: readonly Utterance[], known: readonly KnownEntity[]): Finding[] {
  // Who is called as the address reads is meant by the name.
  const names = known.slice(0, MAX_KNOWN).filter(({ value }) => !isNumber(value)).map(knownName).filter(({ parts }) => parts.length > 0).sort((a, b) => Number(a.value.includes('@')) - Number(b.value.includes('@')));
  return names.length === 0 ? [] : utterances.flatMap((utterance, index) => namesIn(tokensOf(utterance), index, names));
}

function knownName({ value, type }: KnownEntity): KnownName {
  const [owner = ''] = plain(value).split('@');
  const parts = owner.split(/[^\p{L}\p{N}']+/u).filter((part) => part.length >= SHORTEST_NAME);
  // "info", "sales": what is no name says nobody's.
  return { type, value: plain(value), parts: owner === plain(value) ? parts : parts.filter((part) => part.length > SHORTEST_NAME && !is(part, COMMON)) };
}

const isNumber = (value: string): boolean => value.replace(/\D/g, '').length >= 5 && !/\p{L}{2}/u.test(value);

interface KnownName { readonly type: string; readonly value: string; readonly parts: readonly string[] }

/** Parts of a known name beside each other, or one alone; an ordinary word only where it is written large or beside another part. */
function namesIn(tokens: readonly Token[], utterance: number, names: readonly KnownName[]): Finding[] {
  const found: Finding[] = [];
  for (const name of names) {
    const parts = tokens.map((token) => (token.kind === 'word' ? name.parts.findIndex((part) => closeTo(stem(token), part)) : -1));
    const isPart = (at: number): boolean => (parts[at] ?? -1) >= 0;
    const firm = (at: number): boolean => isPart(at) && (tokens[at]?.large === true || !is(stem(tokens[at] as Token), COMMON));
    for (let at = 0; at < tokens.length; at += 1) {
      if (!isPart(at)) continue;
      let to = at + 1;
      while (to < tokens.length && (firm(to) || (isPart(to) && !parts.slice(at, to).includes(parts[to] as number)) || (firm(to + 1) && (tokens[to]?.text === '-' || tokens[to]?.text === ',')))) to += 1;
      const sure = to - at > 1 || tokens[at]?.large === true || !is(stem(tokens[at] as Token), COMMON);
      const exact = tokens.slice(at, to).every((token) => token.kind === 'mark' || name.parts.includes(stem(token)));
      // A word of the language that is only nearly the name is the word.
      const word = to - at === 1 && !exact && is(stem(tokens[at] as Token), COMMON);
      if (sure && !word) found.push({ type: name.type, value: name.value, pieces: [{ utterance, start: (tokens[at] as Token).start, end: endOf(tokens[to - 1] as Token) }], reason: exact ? 'known of this call' : 'nearly what is known of this call', score: exact ? 1 : 0.8 });
      at = to - 1;
    }
  }
  return found;
}

const stem = (token: Token): string => plain(token.text).replace(/'s$/, '');
const endOf = (token: Token): number => token.end - (token.text.endsWith("'s") ? 2 : 0);

/** A known number, whole or its end, with at most one digit wrong in nine. */
function numbersIn(tokens: readonly Token[], text: string, utterance: number, numbers: readonly { readonly type: string; readonly digits: string }[]): Finding[] {
  const found: Finding[] = [];
  for (let at = 0; at < tokens.length; ) {
    const range = codeRange(tokens, text, at, {});
    if (range === null) {
      at += 1;
      continue;
    }
    for (const { type, digits } of numbers) {
      const said = range.value.replace(/\D/g, '');
      const end = digits.slice(-said.length);
      const exact = said.length >= SHORTEST_END && (end === said || said.endsWith(digits.slice(-9)));
      if (!exact && !(said.length >= 9 && closeTo(said.slice(-9), digits.slice(-9)))) continue;
      found.push({ type, value: digits, pieces: [{ utterance, start: (tokens[range.from] as Token).start, end: (tokens[range.to - 1] as Token).end }], reason: exact ? 'known of this call' : 'nearly what is known of this call', score: exact ? 1 : 0.8 });
      break;
    }
    at = range.to;
  }
  return found;
}
