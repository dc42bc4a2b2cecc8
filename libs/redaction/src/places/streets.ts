import { FIRST } from '../lexicon.js';
import { OPENERS } from '../data/streets.js';
import type { Street } from './parts.js';

/** Words of a street's name. */
const MAX_NAME = 5;
const LINKS = new Set('de la le les des du della di del da do dos das d l der den van von the of and st saint dom don dona san santa dr general gen s'.split(' '));
const STOP = new Set('and but so because please can could will i you we it is that order invoice phone email thanks thank for when today tomorrow now with instead if since card account number name my or while where how about which who was are there here then on at to in a an this these those from one two three days weeks hours minutes percent'.split(' '));

/** Tokens from `from` up to, without, `to`. */
interface Found { readonly from: number; readonly to: number }

/** A number and a street, in any of the orders in use; null when none begins at `at`. */
export function streetFrom(street: Street, at: number, floor: number): Found | null {
  if (!street.begins(at)) return null;
  return postBox(street, at) ?? numberFirst(street, at) ?? kindFirst(street, at) ?? compoundFirst(street, at) ?? nameFirst(street, at, floor) ?? unitFirst(street, at) ?? cityAndCode(street, at, floor);
}

/** "PO box 447". */
function postBox(street: Street, at: number): Found | null {
  const name = street.name(at);
  let box = -1;
  if (name === 'p' && /^(?:o|\.)$/.test(street.name(at + 1))) for (let to = at + 1; to < at + 5; to += 1) if (street.name(to) === 'box') box = to;
  if ((name === 'po' || name === 'p.o' || name === 'postal') && street.name(at + 1) === 'box') box = at + 1;
  if (name === 'postfach' || name === 'apartado') box = at;
  if (box < 0) return null;
  let to = box + 1;
  if (/^(?:number|no)$/.test(street.name(to))) to += 1;
  const start = to;
  for (let count = street.number(to); count > 0 && to < start + 8; count = street.number(to)) to += count;
  return to > start ? { from: at, to } : null;
}

/** Numbers read one after the other count as one: "twenty two", "one oh nine". */
function numbersEnd(street: Street, at: number): number {
  let to = at;
  for (let count = street.number(to); count > 0 && to < at + 6; count = street.number(to)) {
    to += count;
    if (street.name(to) === 'oh' && street.number(to + 1) > 0) to += 1;
    if (/^(?:hundred|thousand)$/.test(street.name(to))) to += 1;
  }
  return to;
}

/** "421 Maple Street", "twenty two Baker Street", "12, rue de la Paix", "25 Lý Thường Kiệt". */
function numberFirst(street: Street, at: number): Found | null {
  const token = street.tokens[at];
  if (street.number(at) === 0 || (token?.kind === 'figures' && token.text.length > 6)) return null;
  let name = numbersEnd(street, at);
  if (street.name(name) === ',' || (street.isWord(name) && street.name(name).length === 1 && street.isWord(name + 1) && !/^[ai]$/.test(street.name(name)))) name += 1;
  if (street.name(name) === 'bis' || street.name(name) === 'ter') name += 1;
  if (street.before(name)) {
    const to = nameEnd(street, name + 1);
    if (to > name + 1) return { from: at, to };
  }
  if (street.compound(name) && street.large(name)) return { from: at, to: name + 1 };
  if (street.large(name) && !street.common(name)) {
    const place = placeAhead(street, name + 1);
    if (place > 0) return { from: at, to: place };
  }
  for (let to = name; to < name + MAX_NAME; to += 1) {
    if (!street.isWord(to) || (STOP.has(street.name(to)) && !(to > name && LINKS.has(street.name(to))))) return null;
    if (to > name && street.after(to) && (street.sureAfter(to) || !street.common(to - 1) || isNumbered(street, to - 1)) && !(street.common(name) && !street.large(name) && street.common(to - 1) && !street.large(to - 1) && !DIRECTIONS.has(street.name(name)) && !isNumbered(street, name) && !STREET_NAMES.has(street.name(to - 1)))) {
      return { from: at, to: to + 1 + (street.tokens[to + 1]?.text === '.' && street.glued(to + 1) && street.large(to + 2) ? 1 : 0) };
    }
  }
  return null;
}
/** After large words and at least one comma, a city: "2-11-3 Meguro, Meguro-ku, Tokyo". Where it ends, or 0. */
function placeAhead(street: Street, start: number): number {
  let comma = false;
  for (let at = start; at < start + 12; at += 1) {
    const place = street.place(at);
    if (place > 0 && comma && street.large(at)) return at + place;
    if (street.name(at) === ',') comma = true;
    else if (!(street.large(at) || street.name(at) === '-' || street.number(at) > 0 || street.tokens[at - 1]?.text === '-' || LINKS.has(street.name(at)))) return 0;
  }
  return 0;
}
const DIRECTIONS = new Set('north south east west n s e w upper lower old new great little'.split(' '));
/** Ordinary words that streets are named after. */
const STREET_NAMES = new Set('main high church park oak elm maple pine cedar walnut chestnut hill lake river spring market mill station queen king victoria london bridge school garden green north south east west broad long short new old water sunset forest meadow rose first second third fourth fifth sixth seventh eighth ninth tenth abbey castle chapel college court cross dock field grange grove hall harbour mount orchard priory quarry railway ridge valley vicarage well willow wood birch ash beech holly ivy laurel lime cherry apple orange lemon olive palm union liberty washington lincoln jefferson madison jackson franklin'.split(' '));
const isNumbered = (street: Street, at: number): boolean => /^(?:\d+|\w+(?:st|nd|rd|th))$/.test(street.name(at)) && street.name(at).length > 2;

/** "Via Roma 10", "rua augusta fifteen hundred", "ulica Długa dwadzieścia trzy", "calle de Alcalá ninety eight". */
function kindFirst(street: Street, at: number): Found | null {
  if (!street.before(at)) return null;
  let name = at + 1;
  if (/^[./]$/.test(street.name(name)) && street.glued(name)) name += 1;
  // "Calle 8 No. 45-20": the street's own name is a number.
  const numbered = street.number(name) > 0 && FOREIGN.has(street.name(at));
  const end = numbered ? name + street.number(name) : nameEnd(street, name);
  if (end === name) return null;
  let to = end;
  if (street.name(to) === ',') to += 1;
  if (/^(?:no|nr|n|num|numero|number|nº|n°)$/.test(street.name(to))) to += 1;
  if (street.name(to) === '.' || street.name(to) === 'º' || street.name(to) === '°') to += 1;
  const after = numbersEnd(street, to);
  if (after > to) return { from: at, to: after };
  // Without a number in a language that this lexicon counts in: the kind of street must be no English word.
  return FOREIGN.has(street.name(at)) && (street.large(name) || !street.common(name)) && end - name <= 4 ? { from: at, to: end } : null;
}
const FOREIGN = new Set('rue calle carrer avenida rua praca piazza ulica ul jalan jl ulitsa улица ул viale vicolo chemin impasse travessa strada strasse odos duong pho thanon'.split(' '));

function nameEnd(street: Street, at: number): number {
  let to = at;
  while (to < at + MAX_NAME && street.isWord(to) && street.number(to) === 0 && (street.large(to) || (LINKS.has(street.name(to)) && street.isWord(to + 1)) || (!street.common(to) && street.name(to).length > 2 && (to === at || LINKS.has(street.name(to - 1)) || street.large(to - 1))) || (street.tokens[to - 1]?.text === "'" && street.glued(to)))) to += 1;
  while (to > at && LINKS.has(street.name(to - 1)) && !street.large(to - 1)) to -= 1;
  return to;
}

/** "Hauptstraße 12", "Kauppapuistikko 46", "Lindenstraße, one hundred and four". */
function compoundFirst(street: Street, at: number): Found | null {
  if (!street.compound(at)) return null;
  let to = at + 1;
  if (street.name(to) === '.') to += 1;
  if (street.name(to) === ',') {
    // "Leopold Achterberg, 57": somebody, and how old.
    if (((street.tokens[at - 1]?.word?.flags ?? 0) & FIRST) !== 0 && street.large(at - 1)) return null;
    to += 1;
  }
  const end = numbersEnd(street, to);
  return end > to && (street.large(at) || /stra(?:ss|ß)e$/.test(street.name(at))) ? { from: at, to: end } : null;
}

/** "Ermou Street 27", "Bağdat Caddesi, number 214", "Hamdan Street, 12"; "Lê Lợi 25" is left to questions and cues. */
function nameFirst(street: Street, at: number, floor: number): Found | null {
  if (at === 0 || !street.sureAfter(at) || !street.isWord(at - 1) || street.number(at - 1) > 0) return null;
  let from = at;
  while (from > floor && at - from < MAX_NAME && street.isWord(from - 1) && (street.large(from - 1) || (!street.common(from - 1) && street.name(from - 1).length > 2))) from -= 1;
  if (from === at) return null;
  let to = at + 1;
  if (/^[.,]$/.test(street.name(to))) to += 1;
  if (/^(?:no|nr|number|num)$/.test(street.name(to))) to += street.name(to + 1) === '.' || street.name(to + 1) === ':' ? 2 : 1;
  if (street.name(to) === ':') to += 1;
  const end = numbersEnd(street, to);
  return end > to && !/^(?:days|weeks|hours|minutes|percent|pm|am|times|people|%)$/.test(street.name(end)) ? { from, to: end } : null;
}

/** "Flat 9C, Sunrise Towers, MG Road": a unit with its number, then after a comma something that only an address has. */
function unitFirst(street: Street, at: number): Found | null {
  if (!OPENERS.has(street.name(at)) || street.number(at + 1) === 0) return null;
  const comma = numbersEnd(street, at + 1);
  if (street.name(comma) !== ',' || !(street.large(comma + 1) || street.number(comma + 1) > 0)) return null;
  for (let to = comma + 1; to < comma + 8; to += 1) if (street.sureAfter(to) || street.building(to) || street.place(to) > 0 || street.compound(to)) return { from: at, to: to + Math.max(1, street.place(to)) };
  return null;
}

/** "10115 Berlin", "Mumbai four double oh oh five eight", "Springfield, IL 62704", with the parts in commas before it. */
function cityAndCode(street: Street, at: number, floor: number): Found | null {
  const { tokens } = street;
  const code = (i: number): boolean => tokens[i]?.kind === 'figures' && /^\d{4,6}$/.test(tokens[i]?.text ?? '') && !/^(?:19|20)\d\d$/.test(tokens[i]?.text ?? '');
  if (code(at) && street.place(at + 1) > 0 && street.large(at + 1)) return { from: leftParts(street, at, floor), to: at + 1 + street.place(at + 1) };
  const place = street.place(at);
  // A state's two letters alone begin nothing.
  if (place === 0 || (place === 1 && street.name(at).length < 4)) return null;
  let to = at + place;
  for (let parts = 0; parts < 2; parts += 1) {
    if (street.name(to) === ',') to += 1;
    to += street.place(to);
  }
  if (street.name(to) === '-' || street.name(to) === '–') to += 1;
  if (code(to)) return { from: leftParts(street, at, floor), to: to + 1 };
  if (tokens[to]?.kind !== 'word') return null;
  const end = numbersEnd(street, to);
  return end - to >= 4 ? { from: leftParts(street, at, floor), to: end } : null;
}

/** Parts in commas of large words and numbers, back from a city. */
function leftParts(street: Street, start: number, floor: number): number {
  let from = start;
  for (let parts = 0; parts < 4 && street.name(from - 1) === ',' && from - 1 > floor; parts += 1) {
    let back = from - 1;
    while (back > floor && from - back < 7 && ((street.large(back - 1) && !(street.common(back - 1) && back - 2 < floor)) || street.number(back - 1) > 0 || street.name(back - 1) === '-' || street.unit(back - 1))) back -= 1;
    if (back === from - 1) break;
    from = back;
  }
  return from;
}
