import { OPENERS } from '../data/streets.js';
import { FIRST, is } from '../lexicon.js';
import { nameShape } from '../people/name-shape.js';
import { spelledFrom } from '../people/spelled.js';
import { chainRight } from './chain.js';
import type { Street } from './parts.js';

/** Tokens of a place, from the first to the one after the last. */
export interface Range { readonly from: number; readonly to: number; readonly score: number; readonly reason: string }

const LEAD = new Set("is it's its the a at in on to my um uh er uhm well so sure yes yeah yep okay ok : , . - address near this that's no we i moved live now one billing home new postcode zip code and it i'm we're of course street city house number would be should go send ship please old same still currently here's first line oh hi right actually sorry".split(' '));
/** Words that end an address in an answer. */
const END = new Set("and but so because please can could will i you we it is that's thanks thank when today tomorrow instead if since my or while where how about which who was are there here then i'm we're it's they he she don't do did have has with for not just that the phone email mobile order".split(' '));
const FILLERS = new Set('um uh er sorry wait'.split(' '));
const BUSINESS = new Set('store shop branch office warehouse depot outlet showroom'.split(' '));
const MAX = 40;

/** In an answer to a question for an address, what comes after the first words is the address, to the first word that cannot be in one. */
export function answerFrom(street: Street, start: number, strict = false): Range | null {
  const { tokens } = street;
  let from = start;
  while (from < tokens.length && from < start + 14 && LEAD.has(street.name(from)) && !isAddress(street, from) && spelledFrom(tokens, from) === null) from += 1;
  if (from >= tokens.length || BUSINESS.has(street.name(from))) return null;
  let to = from;
  let sure = 0;
  let [places, numbers] = [0, 0];
  for (let at = from; at < Math.min(tokens.length, from + MAX); ) {
    const name = street.name(at);
    const place = street.place(at);
    const spelled = spelledFrom(tokens, at);
    const number = street.number(at);
    if (spelled !== null) {
      to = at = spelled.to;
      sure += 2;
    } else if (place > 0) {
      to = at += place;
      sure += 2;
      places += 1;
    } else if (number > 0) {
      to = at += number;
      sure += 1;
      numbers += 1;
    } else if (name === 'oh' && numbers > 0) {
      to = at += 1;
    } else if (street.after(at) || street.before(at) || street.unit(at) || street.compound(at) || street.building(at)) {
      places += street.after(at) || street.before(at) || street.compound(at) ? 1 : 0;
      to = at += 1;
      sure += 1;
    } else if (tokens[at]?.kind === 'placeholder' || (END.has(name) && !(name === 'the' && at > from) && !(name === 'do' && street.isWord(at + 1) && !street.common(at + 1)))) break;
    else if (/^[.?!]$/.test(name)) {
      if (street.glued(at + 1) || (street.name(at - 1).length <= 3 && street.isWord(at - 1) && tokens[at + 1] !== undefined && !END.has(street.name(at + 1)))) at += 1;
      else break;
    } else if (street.isWord(at)) {
      // An ordinary word belongs to it only with something of an address around: "maple avenue", "the old forge".
      if (!street.common(at) || name.length === 1) sure += street.large(at) || nameShape(name) > 0.3 ? 0.6 : 0.3;
      else if (!FILLERS.has(name) && at - to > 3) break;
      at += 1;
      if (!FILLERS.has(name) && (!street.common(at - 1) || street.large(at - 1) || near(street, at))) to = at;
    } else at += 1;
  }
  // Numbers alone are an answer only when they are all of it; a first name alone is somebody's.
  if (places === 0 && numbers > 0 && sure === numbers && (to - from < 2 && street.name(from) === 'one' || tokens.slice(to).some(({ kind }) => kind === 'word'))) return null;
  if (to - from === 1 && street.place(from) === 0 && is(street.name(from), FIRST)) return null;
  // A question that only may be about an address needs a street with its number, or a city.
  if (strict && !(places > 0 && (numbers > 0 || street.place(from) > 0))) return null;
  return to > from && sure >= 0.6 && !(to - from === 1 && street.common(from) && !street.place(from) && street.number(from) === 0) ? { from, to, score: 0.8, reason: 'answer to a question for an address' } : null;
}

const isAddress = (street: Street, at: number): boolean => (street.number(at) > 0 && !(street.name(at) === 'one' && /^(?:is|in|at|on|we|i|you)$/.test(street.name(at + 1)))) || street.place(at) > 0 || (OPENERS.has(street.name(at)) && street.number(at + 1) > 0);

/** Does an address go on within the next words? */
function near(street: Street, at: number): boolean {
  for (let to = at; to < at + 3; to += 1) if (street.place(to) > 0 || street.number(to) > 0 || street.after(to) || street.building(to) || street.name(to) === ',') return true;
  return false;
}

/** What is said after "I live in", "my address is", "send it to". */
export function placeAfterCue(street: Street, start: number): Range | null {
  let from = start;
  while (from - start < 6 && LEAD.has(street.name(from)) && !isAddress(street, from)) from += 1;
  if (BUSINESS.has(street.name(from)) || from >= street.tokens.length) return null;
  const place = street.place(from);
  const opens = OPENERS.has(street.name(from)) && (street.number(from + 1) > 0 || street.name(from + 1).length === 1 || street.number(from + 2) > 0 || street.unit(from + 1));
  // Somebody's name before the comma is no place; what is after it is found by its own form.
  const comma = street.large(from) && street.isWord(from) && !street.common(from) && !is(street.name(from), FIRST) && hasComma(street, from);
  const numbered = street.number(from) > 0 && street.large(from + street.number(from)) && !street.common(from + street.number(from));
  if (place === 0 && !opens && !comma && !numbered) return null;
  const end = opens ? (answerFrom(street, from)?.to ?? from) : from;
  const to = Math.max(end, chainRight(street, from));
  return to > from ? { from, to, score: 0.7, reason: 'place after talk of where somebody lives' } : null;
}

/** A building or a district, then a comma and more that is written large or in figures. */
function hasComma(street: Street, from: number): boolean {
  for (let at = from; at < from + 5; at += 1) if (street.name(at) === ',') return street.large(at + 1) || street.number(at + 1) > 0;
  return false;
}

/** A postcode, written or said letter by letter: "62704", "SK seven two QP". */
export function codeFrom(street: Street, start: number): Range | null {
  let from = start;
  while (from - start < 6 && street.number(from) === 0 && LEAD.has(street.name(from)) && street.name(from) !== 'i') from += 1;
  let to = from;
  let digits = false;
  for (let at = from; at < from + 10; ) {
    const number = street.number(at);
    const text = street.tokens[at];
    if (number > 0) {
      to = at += number;
      digits = true;
    } else if (street.name(at) === 'oh' || street.name(at) === '-' || street.name(at) === 'double' || (street.name(at) === ',' && street.number(at + 1) > 0)) at += 1;
    else if (text?.kind === 'word' && (text.text.length === 1 || (text.text.length <= 4 && text.large))) to = at += 1;
    else break;
  }
  return digits && to > from ? { from, to, score: 0.8, reason: 'after talk of a postcode' } : null;
}
