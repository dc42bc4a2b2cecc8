import { matchesOf } from './matches.js';

/** Parts of a text that are numbers, but amounts, times or dates, and so never part of a dictated number. */

const AMOUNT = /[$€£]\s?\d[\d,]*(?:\.\d+)?|(?<![\d,])\d[\d,]*(?:\.\d+)?\s?(?:dollars?|cents?|bucks|euros?|pounds|usd|rupees|rs\b|naira|rand\b|dirhams|francs|kroner|kronor|zloty|yen|quid|pesos|percent|%)/gi;
const TIME = /\b(?:[01]?\d|2[0-3]):[0-5]\d\b(?:\s?[ap]\.?m\b)?|\b(?:1[0-2]|0?[1-9])\s?(?:[ap]\.?m\b|o'?clock)/gi;
const DATE = /\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b|\b(?:0?[1-9]|1[0-2])\/(?:0?[1-9]|[12]\d|3[01])\/(?:\d{4}|\d{2})\b|\b\d{1,2}(?:st|nd|rd|th)\b|(?<![\d.-])(?:0?[1-9]|[12]\d|3[01])([-.])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?![\d-])|(?<![\d,.])[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?(?![\d,])/gi;

/** Words after a number that make it a quantity. */
export const UNIT_WORDS = new Set(
  ('dollar dollars cent cents bucks euro euros pound pounds rupee rupees rs naira rand dirham dirhams franc francs kroner kronor zloty yen quid peso pesos grand percent am pm a.m p.m oclock ' +
    "o'clock day days week weeks month months year years hour hours minute minutes second seconds people persons times pieces pairs pair items boxes miles gig gigs gb mb gigabytes megabytes inch inches kilo kilos grams litres liters metres meters degrees volts watts pence").split(' '),
);

/** A half-open range of offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Ranges of amounts, times and dates, in order and without overlap. */
export function quantityRanges(text: string): Range[] {
  const found = [AMOUNT, TIME, DATE].flatMap((pattern) => matchesOf(pattern, text).map((match) => ({ start: match.index, end: match.index + match[0].length, amount: pattern === AMOUNT })));
  // A group of a longer number may look like a time or a date; with more figures right beside it, it is none.
  const real = found.filter((range) => range.amount || !(/\d[ -]?$/.test(text.slice(Math.max(0, range.start - 2), range.start)) || /^[ -]?\d/.test(text.slice(range.end, range.end + 2))));
  real.sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const range of real) {
    const last = merged.at(-1);
    if (last !== undefined && range.start < last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ start: range.start, end: range.end });
  }
  return merged;
}
