import type { Utterance } from '@callmesh/contracts';
import { CITIES, COUNTRIES, STATE_CODES, STATES } from '../data/cities.js';
import { readDigits } from '../digit-words.js';
import type { Finding } from '../finding.js';
import { tokensOf, type Token } from '../tokens.js';
import { plain } from '../people/plain.js';

const SUFFIXES = new Set('street st road rd avenue ave av boulevard blvd lane ln drive dr court ct place pl way terrace terr close crescent cres square sq highway hwy parkway pkwy circle cir trail row gardens grove hill mews walk parade quay wharf turnpike pike loop alley green rise view vale heights ridge crossing manor estate estates mall plaza station stream springs throughway trafficway turnpike'.split(' '));
/** Street kinds that come before the name, or hang on its end. */
const BEFORE = new Set('rue avenue boulevard via viale calle carrer avenida rua praca piazza plaza corso chemin allee allée place quai ulica ul jalan carrera paseo'.split(' '));
const GERMANIC = /(?:stra(?:ß|ss)e|str|weg|platz|allee|gasse|ring|damm|ufer|straat|laan|gracht|plein|gatan|vagen|vägen|gata|veien|vej|katu|utca)$/u;
const UNITS = new Set('apartment apt flat unit suite ste floor room no number building po box p.o lot'.split(' '));
const CUE = /\b(?:my|our|the|your|new|home|billing|shipping|delivery|postal|mailing) address(?: is|'s|:)|\b(?:i|we) (?:now )?live (?:at|on|in)|\blives (?:at|on|in)|\b(?:i|we)(?:'ve| have)? (?:just )?moved to|\b(?:ship|deliver|send|post|mail) (?:it|this|that|them) to|\b(?:i|we)(?:'m| am|'re| are) (?:based |living )in|\bresid(?:es?|ing) (?:at|in)/gi;
const ASKS = /\baddress\b[^.?!]{0,60}\?|\bwhere (?:do you live|should (?:we|i) send)|\b(?:postcode|zip code|post code|city)\b[^.?!]{0,30}\?/i;
const ZIP_CUE = /\b(?:zip(?: code)?|post ?code|postal code)(?: is|'s|:)?/gi;
const POSTCODES = /\b(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d)\b/g;
/** A shop's own place is no personal one. */
const BUSINESS = new Set('store shop branch office warehouse depot outlet showroom'.split(' '));
const LEAD = new Set("is it's its the a at in on to my um uh er well so sure yes okay : , address near this that's".split(' '));
const STOP = new Set('and but so because please can could will i you we it is that order invoice phone email thanks thank for when today tomorrow now with instead if since card account number name my or while where how about which who was are there here then'.split(' '));
const REACH = 14;

interface Range { readonly from: number; readonly to: number; readonly score: number }

/** Finds addresses: number and street, what follows them (flat, city, state, postcode, country), and what is said after "I live in". */
export function findAddresses(utterances: readonly Utterance[]): Finding[] {
  let asked = -Infinity;
  return utterances.flatMap((utterance, index) => {
    const { text } = utterance;
    const tokens = tokensOf(utterance);
    const ranges: Range[] = [];
    let free = 0;
    for (let at = 0; at < tokens.length; at += 1) {
      const street = at < free ? null : streetFrom(tokens, at, text, free);
      if (street === null) continue;
      const to = tailEnd(tokens, street.to, text);
      ranges.push({ from: street.from, to, score: 0.85 });
      free = to;
    }
    const starts = [...text.matchAll(CUE)].map((match) => match.index + match[0].length);
    if (index - asked <= 2 && starts.length === 0 && ranges.length === 0) starts.push(0);
    let from = 0;
    for (const start of starts) {
      while (from < tokens.length && (tokens[from]?.start ?? 0) < start) from += 1;
      const place = placeFrom(tokens, from, text);
      if (place !== null && ranges.length < 64 && !ranges.some((range) => range.from < place.to && place.from < range.to)) ranges.push(place);
    }
    const found = ranges.map(({ from: first, to, score }) => finding(index, (tokens[first] as Token).start, (tokens[to - 1] as Token).end, text, score));
    for (const match of text.matchAll(POSTCODES)) found.push(finding(index, match.index, match.index + match[0].length, text, 0.8));
    for (const match of text.matchAll(ZIP_CUE)) {
      const code = /^[ ,:]{0,3}((?:[A-Z\d]{1,4}[ -]?){1,4}\d[A-Z\d]{0,4}|\d{4,6})\b/.exec(text.slice(match.index + match[0].length, match.index + match[0].length + 24));
      if (code?.[1] !== undefined) found.push(finding(index, match.index + match[0].length + code[0].length - code[1].length, match.index + match[0].length + code[0].length, text, 0.8));
    }
    if (ASKS.test(text)) asked = index;
    return found;
  });
}

const finding = (utterance: number, start: number, end: number, text: string, score: number): Finding => ({ type: 'ADDRESS', value: text.slice(start, end).toLowerCase().replace(/[\s,]{1,9}/g, ' '), pieces: [{ utterance, start, end }], reason: 'street, place or postcode', score });

const isLarge = (token: Token | undefined, text: string): boolean => token?.kind === 'word' && /\p{Lu}/u.test(text[token.start] ?? '');
const isNumber = (tokens: readonly Token[], at: number): boolean => readDigits(tokens, at)?.doubtful === false;

/** "421 Maple Street", "twenty two Baker Street", "12 rue de la Paix", "Hauptstraße 12". */
function streetFrom(tokens: readonly Token[], at: number, text: string, floor: number): { from: number; to: number } | null {
  const token = tokens[at];
  if (token === undefined) return null;
  if (token.kind === 'word' && (GERMANIC.test(token.text) || BEFORE.has(plain(token.text))) && isLarge(token, text)) {
    const limit = Math.min(tokens.length, at + 6);
    for (let to = at + 1; to < limit; to += 1) {
      if (tokens[to]?.kind === 'figures') return { from: at, to: to + 1 };
      if (GERMANIC.test(token.text) || (tokens[to]?.kind !== 'word' && tokens[to]?.text !== ',')) break;
    }
  }
  if (!isNumber(tokens, at) || (token.kind === 'figures' && token.text.length > 6)) return null;
  let name = at;
  while (name < at + 6 && (isNumber(tokens, name) || tokens[name]?.text === '-' || (name > at && tokens[name]?.text.length === 1 && tokens[name]?.kind === 'word' && tokens[name]?.start === tokens[name - 1]?.end))) name += readDigits(tokens, name)?.tokens ?? 1;
  if (tokens[name]?.text === ',') name += 1;
  if (BEFORE.has(plain(tokens[name]?.text ?? ''))) {
    let to = name + 1;
    while (to < name + 6 && (isLarge(tokens[to], text) || /^(?:de|la|le|les|des|du|della|di|del|da|do|l|d)$/.test(tokens[to]?.text ?? ''))) to += 1;
    if (to > name + 1) return { from: at, to };
  }
  for (let to = name; to < Math.min(tokens.length, name + 5); to += 1) {
    const word = tokens[to];
    if (word?.kind !== 'word' || STOP.has(word.text)) return null;
    const isSuffix = to > name && SUFFIXES.has(word.text);
    if (isSuffix && (isLarge(word, text) || !/^(?:way|place|row|close|view|hill|green|station|stream|square|drive|court|rise|walk|loop|park)$/.test(word.text) || isLarge(tokens[to - 1], text))) {
      for (let back = Math.max(floor, at - 5); back < at; back += 1) if (BUSINESS.has(tokens[back]?.text ?? '')) return null;
      return { from: at, to: to + 1 + (tokens[to + 1]?.text === '.' && text[word.end] === '.' && isLarge(tokens[to + 2], text) ? 1 : 0) };
    }
  }
  return null;
}

/** Of the tokens from `at`, how many name a place: the longest name wins. */
function placeLength(tokens: readonly Token[], at: number, text: string): number {
  for (let length = Math.min(4, tokens.length - at); length > 0; length -= 1) {
    const name = plain(tokens.slice(at, at + length).map((token) => token.text).join(' '));
    if (CITIES.has(name) || COUNTRIES.has(name) || STATES.has(name)) return length;
  }
  const token = tokens[at];
  return token !== undefined && STATE_CODES.has(text.slice(token.start, token.end)) ? 1 : 0;
}

/** Where what belongs to an address ends: units, cities, states, codes; a large word counts as a town after a comma. */
function tailEnd(tokens: readonly Token[], start: number, text: string): number {
  let to = start;
  for (let at = start; at < Math.min(tokens.length, start + REACH + 6); ) {
    const token = tokens[at] as Token;
    const place = placeLength(tokens, at, text);
    if (place > 0 && (isLarge(token, text) || token.text.length > 3)) to = at += place;
    else if (UNITS.has(token.text) || isNumber(tokens, at)) to = at += readDigits(tokens, at)?.tokens ?? 1;
    else if (token.text === 'oh' && isNumber(tokens, at + 1)) at += 1;
    else if ((isLarge(token, text) && token.text.length > 1 && !STOP.has(token.text)) || (token.kind === 'word' && (token.text.length === 1 && token.text !== 'i'))) to = at += 1;
    else if (token.text === ',' || token.text === '#' || token.text === '-' || (token.text === '.' && (tokens[at + 1]?.start ?? 0) === token.end) || token.text === 'in') at += 1;
    else break;
  }
  return to;
}

/** What is said after "I live in", "my address is". */
function placeFrom(tokens: readonly Token[], start: number, text: string): Range | null {
  let from = start;
  while (from - start < 6 && LEAD.has(tokens[from]?.text ?? '')) from += 1;
  if (BUSINESS.has(tokens[from]?.text ?? '') || from >= tokens.length) return null;
  const large = isLarge(tokens[from], text) && (tokens[from]?.text.length ?? 0) > 1 && !STOP.has(tokens[from]?.text ?? '');
  if (placeLength(tokens, from, text) === 0 && !(start > 0 && large)) return null;
  const to = tailEnd(tokens, from, text);
  return to > from ? { from, to, score: 0.7 } : null;
}
