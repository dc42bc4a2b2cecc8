import { nameFitting } from '@callmesh/redaction';
import type { Marked, Span } from '../redaction/marked.js';
import { pick } from '../learned/chance.js';
import { otherSecret } from './fillers.js';

const { BRAND, CITIES, isStreet, COMMON, FIRST, FIRST_NAMES, flagsOf, LAST, LAST_NAMES, NEVER, PLACE } = nameFitting;

const SMALL = 0.45;
const UNPUNCTUATED_SMALL = 0.8;
const UNPUNCTUATED = 0.1;
const OTHER_NAME = 0.55;
const BLEND = 0.35;
const OTHER_SECRET = 0.6;
/** So many given names become one that is an ordinary word too. */
const DOUBLE = 0.12;

const NAMES = [...FIRST_NAMES, ...LAST_NAMES].filter((name) => name.length > 3 && (flagsOf(name) & COMMON) === 0 && !name.includes('-'));
const DOUBLES = FIRST_NAMES.filter((name) => name.length > 3 && (flagsOf(name) & COMMON) !== 0 && (flagsOf(name) & NEVER) === 0).concat('will', 'mark', 'bill', 'may', 'rose', 'grace', 'hope', 'frank', 'jack', 'june', 'joy');
const GIVEN = FIRST_NAMES.filter((name) => (flagsOf(name) & COMMON) === 0);
const FAMILY = LAST_NAMES.filter((name) => (flagsOf(name) & COMMON) === 0);

/** A text as others would have said or written it: other people's names, small letters, no punctuation. */
export function vary({ text, gold }: Marked, next: () => number): Marked {
  const small = next() < SMALL;
  const bare = next() < (small ? UNPUNCTUATED_SMALL : UNPUNCTUATED);
  const named = new Map<string, string>();
  const pieces: { text: string; type: string | null }[] = [];
  let at = 0;
  for (const span of [...gold].sort((a, b) => a.start - b.start)) {
    if (span.start < at) continue;
    pieces.push({ text: text.slice(at, span.start), type: null }, { text: text.slice(span.start, span.end), type: span.type });
    at = span.end;
  }
  pieces.push({ text: text.slice(at), type: null });
  let made = '';
  const spans: Span[] = [];
  for (const { text: said, type } of pieces) {
    let piece = type === 'PERSON' ? said.replace(/[\p{L}\p{M}]{2,}/gu, (word) => renamed(word, named, next)) : type === 'ADDRESS' ? moved(said, named, next) : (type === 'USERNAME' || type === 'PASSWORD') && next() < OTHER_SECRET ? otherSecret(said, type, next) : type === null ? rebranded(said, named, next) : said;
    if (small) piece = lowered(piece);
    if (bare) piece = piece.replace(/(?<=\p{L})[,.!?;]+(?=\s|$)/gu, '');
    if (type !== null && piece.trim() !== '') spans.push({ type, start: made.length, end: made.length + piece.length });
    made += piece;
  }
  return { text: made, gold: spans };
}

/** Speakers' labels stay as they are. */
const lowered = (piece: string): string => piece.split(/(?<=^|\n)((?:Agent|Customer): )/).map((part) => (/^(?:Agent|Customer): $/.test(part) ? part : part.toLowerCase())).join('');

/** Another name of the same kind in place of one; the same for the same within a text. */
function renamed(word: string, named: Map<string, string>, next: () => number): string {
  const flags = flagsOf(word.toLowerCase());
  if ((flags & COMMON) !== 0 && (flags & (FIRST | LAST)) === 0) return word;
  const known = named.get(word.toLowerCase());
  if (known !== undefined) return cased(known, word);
  let other = word.toLowerCase();
  if ((flags & FIRST) !== 0 && next() < DOUBLE) other = pick(DOUBLES, next);
  else if (next() < OTHER_NAME) other = next() < BLEND ? blend(next) : pick((flags & FIRST) !== 0 && ((flags & LAST) === 0 || next() < 0.5) ? GIVEN : (flags & LAST) !== 0 ? FAMILY : NAMES, next);
  named.set(word.toLowerCase(), other);
  return cased(other, word);
}

/** So many things, firms and streets that are called by a word which is no other are called otherwise. */
const OTHER_THING = 0.3;

/** Words written large that are names and nobody's, or brands: other ones, so that not the word says that it is a thing. */
const rebranded = (said: string, named: Map<string, string>, next: () => number): string =>
  said.replace(/(?<!^|[.!?:]\s|\n)\p{Lu}[\p{L}\p{M}]{3,}/gu, (word) => {
    const small = word.toLowerCase();
    const flags = flagsOf(small);
    if ((flags & (FIRST | LAST | BRAND)) === 0 || (flags & NEVER) !== 0 || ((flags & COMMON) !== 0 && (flags & BRAND) === 0)) return word;
    const known = named.get(small);
    if (known === undefined && next() >= OTHER_THING) return word;
    const other = known ?? (next() < BLEND ? blend(next) : pick(NAMES, next));
    named.set(small, other);
    return cased(other, word);
  });

const ELSEWHERE = 0.35;
const TOWNS = [...CITIES].filter((city) => (flagsOf(city) & COMMON) === 0);

/** Another number, street and town of the same form. */
function moved(said: string, named: Map<string, string>, next: () => number): string {
  return said
    .replace(/\d+/g, (digits) => (next() < ELSEWHERE ? digits.replace(/\d/g, (digit) => (digit === '0' ? '0' : String(1 + Math.floor(next() * 9)))) : digits))
    .replace(/[\p{L}\p{M}]{4,}/gu, (word) => {
      const small = word.toLowerCase();
      const flags = flagsOf(small);
      if ((flags & COMMON) !== 0 || isStreet(small) || next() >= ELSEWHERE) return word;
      const other = named.get(small) ?? ((flags & PLACE) !== 0 && next() < 0.7 ? pick(TOWNS, next) : next() < 0.5 ? pick(FAMILY, next) : blend(next));
      named.set(small, other);
      return cased(other, word);
    });
}

/** The beginning of one name and the end of another: a name that is on no list. */
function blend(next: () => number): string {
  const [first, second] = [pick(NAMES, next), pick(NAMES, next)];
  return first.slice(0, Math.ceil(first.length / 2)) + second.slice(Math.floor(second.length / 2));
}

const cased = (name: string, like: string): string => (/^\p{Lu}/u.test(like) ? name.charAt(0).toUpperCase() + name.slice(1) : name);
