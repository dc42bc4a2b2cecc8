import { OPENERS } from '../data/streets.js';
import type { Street } from './parts.js';

/** Tokens of an address on either side of its street. */
const REACH = 26;
const JOINTS = new Set([',', '#', '-', '–', '/', '(', ')', 'º', '°', 'in', 'on', 'off', 'near', 'of', 'and', 'the', 'de', 'la', 'do', 'da']);
const STOP = new Set('and but so because please can could will i you we it is that order invoice phone email thanks thank for when today tomorrow now with instead if since card account number name my or while where how about which who was are there here then tel telephone mobile e-mail mail fax attn dob ssn iban regards the'.split(' '));

/** Where what belongs to an address ends: units, districts, cities, states, codes; after a comma a large word counts as a place. */
export function chainRight(street: Street, start: number): number {
  let to = start;
  let comma = false;
  for (let at = start; at < Math.min(street.tokens.length, start + REACH); ) {
    const name = street.name(at);
    const place = street.place(at);
    const number = street.number(at);
    if (place > 0 && (street.large(at) || name.length > 3 || comma)) to = at += place;
    else if (number > 0 && isLongNumber(street, at)) break;
    else if (number > 0 && !isQuantity(street, at + number)) to = at += number;
    else if (street.unit(at) || street.after(at) || street.building(at)) to = at += 1;
    else if (name === 'oh' && street.number(at + 1) > 0) at += 1;
    else if (name === '.' && street.glued(at) && street.glued(at + 1) && street.tokens[at + 1] !== undefined) at += 1;
    else if (name === '.' && at > start && street.name(at - 1).length <= 4 && street.large(at + 1) && street.isWord(at - 1) && !street.place(at - 1)) at += 1;
    else if (street.large(at) && name.length > 1 && !STOP.has(name)) to = at += 1;
    else if (street.isWord(at) && name.length === 1 && name !== 'i' && !(name === 'a' && street.isWord(at + 1) && !street.glued(at))) to = at += 1;
    else if (street.isWord(at) && comma && !street.common(at) && name.length > 2) to = at += 1;
    else if (street.isWord(at) && (to === at || /^(?:off|near|de|la|do|da)$/.test(street.name(at - 1))) && !street.common(at) && name.length > 3) to = at += 1;
    else if ((name === 'double' || name === 'triple') && street.isWord(at + 1)) to = at += 2;
    else if (JOINTS.has(name) && at - to < 2 && !(STOP.has(name) && name !== 'the')) at += 1;
    else break;
    comma = street.name(at - 1) === ',';
  }
  return to;
}

/** Figures in groups that are too many for a postcode: a phone number after the address. */
function isLongNumber(street: Street, at: number): boolean {
  const { tokens } = street;
  if (tokens[at]?.kind !== 'figures') return false;
  let digits = 0;
  for (let i = at; i < at + 10; i += 1) {
    const token = tokens[i];
    if (token?.kind === 'figures') digits += token.text.length;
    else if (!/^[-.()]$/.test(token?.text ?? '') || tokens[i + 1]?.kind !== 'figures') break;
  }
  return digits >= 9 || (digits >= 7 && /^[+(]$/.test(tokens[at - 1]?.text ?? ''));
}

const isQuantity = (street: Street, at: number): boolean => /^(?:dollars?|pounds?|euros?|days?|weeks?|months?|years?|hours?|minutes?|times|percent|%|am|pm|o'clock|people|items?|pieces?)$/.test(street.name(at));

/** What stands before the street and belongs to it: "Flat 9C, Sunrise Towers, MG Road", "Al Noor Tower, apartment twelve oh four, Hamdan Street". */
export function chainLeft(street: Street, start: number, floor: number): number {
  let from = start;
  for (let at = start; at > floor && start - at < REACH; ) {
    // Parts are joined by commas, or begin with a word such as "flat".
    const edge = street.name(at - 1) === ',' ? at - 1 : at;
    let back = edge;
    while (back > floor && edge - back < 6 && (street.number(back - 1) > 0 || street.large(back - 1) || street.unit(back - 1) || OPENERS.has(street.name(back - 1)) || street.building(back - 1) || (street.name(back - 1).length === 1 && street.isWord(back - 1)) || street.name(back - 1) === '-' || street.name(back - 1) === 'oh')) back -= 1;
    if (back === edge) break;
    const opens = OPENERS.has(street.name(back)) || street.number(back) > 0;
    const building = street.building(edge - 1);
    const digits = Array.from({ length: edge - back }, (_, i) => street.number(back + i)).some((count) => count > 0);
    // A number alone between commas is no part of it: an age, an amount.
    if (back === edge - 1 && street.number(back) > 0 && edge < at) break;
    if (!((opens && (digits || edge < at)) || building || (edge < at && digits && street.name(back).length <= 2))) break;
    from = at = back;
  }
  return from;
}
