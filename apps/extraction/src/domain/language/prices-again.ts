import { smallNumber } from './numbers.js';
import type { Reference } from './reference.js';
import type { Token } from './tokens.js';

/** What points at a price that was named: "the thirty-five back", "that 249". */
const POINTS = new Set(['the', 'that', 'this', 'my', 'your', 'our', 'full', 'whole', 'extra', 'those', 'me', 'owe', 'pay', 'paying', 'paid']);
/** What stands behind a number that is no price. */
const COUNTED = /^(?:st|nd|rd|th|am|pm|o'clock|days?|weeks?|months?|years?|hours?|minutes?|percent|%|of|or|to|one|ones|series|model|litres?|inch|inches|metres?|centimetres?|people|pieces?)$/;
const LEAST = 10;

/** Nothing but a number: what currency it was read in is the country's, not one that was said. */
const isOfANumber = ({ text }: Token): boolean => /^\d/.test(text) || smallNumber(text) !== null || /^(?:a|and|hundred|thousand)$/.test(text);

const wholeOf = (value: string): string => value.replace(/\.\d+$/, '');
const hasCents = (value: string): boolean => /\.\d*[1-9]/.test(value);

/**
 * A price is named in full once, and for short after that: "412.60" and "the four hundred and twelve", "thirty-five dollars" and "that thirty-five". What is
 * said for short is the whole, with its cents and its currency; where two prices could be meant, neither is.
 */
export function pricesAgain(tokens: readonly Token[], references: readonly Reference[]): Reference[] {
  const named = references.filter((r) => r.kind === 'amount' && Number(r.value) >= LEAST);
  if (named.length === 0) return [...references];
  const fullOf = (value: string, than: Reference): Reference | null => {
    const others = named.filter((r) => r !== than && r.sentence !== than.sentence && wholeOf(r.value) === value);
    const fullest = others.find((r) => hasCents(r.value)) ?? others.find((r) => r.currency !== null) ?? others[0];
    return fullest && others.every((r) => !hasCents(r.value) || r.value === fullest.value) ? fullest : null;
  };
  return references.map((r) => {
    if (r.kind === 'amount' && !hasCents(r.value)) {
      const full = fullOf(wholeOf(r.value), r);
      const said = tokens.slice(r.from, r.to).every(isOfANumber) ? null : r.currency;
      return full && (hasCents(full.value) || said === null) && (said === null || full.currency === null || said === full.currency) ? { ...r, value: full.value, currency: said ?? full.currency ?? r.currency } : r;
    }
    if (r.kind !== 'unnamed' || !/^\d{2,5}$/.test(r.value)) return r;
    const [before, after] = [tokens[r.from - 1], tokens[r.to]];
    const isCounted = after !== undefined && r.to < r.sentence.to && (COUNTED.test(after.text) || after.glue !== null);
    const full = r.from > r.sentence.from && POINTS.has(before?.text ?? '') && !isCounted ? fullOf(r.value, r) : null;
    return full ? { ...r, kind: 'amount', value: full.value, currency: full.currency } : r;
  });
}
