import type { Sentence } from './tokens.js';

/** A day as it was said. */
export type SpokenDay =
  | { readonly kind: 'in-days'; readonly days: number }
  | { readonly kind: 'working-days'; readonly days: number }
  | { readonly kind: 'in-months'; readonly months: number }
  /** `weeks` counts on from there: "Friday week". */
  | { readonly kind: 'weekday'; readonly weekday: number; readonly which: 'coming' | 'next' | 'next-week'; readonly weeks: number }
  /** `months`: from this one, when it was said ("of next month"). */
  | { readonly kind: 'date'; readonly day: number; readonly month: number | null; readonly year: number | null; readonly months: number | null }
  /** "3/4": which is the month depends on the country. */
  | { readonly kind: 'written'; readonly first: number; readonly second: number; readonly year: number | null }
  /** "The end of next month"; a number is a month of the year. */
  | { readonly kind: 'edge'; readonly edge: 'start' | 'middle' | 'end'; readonly of: 'week' | 'month' | 'quarter' | 'year' | number; readonly ahead: number };

/** A time of day as it was said. */
export interface SpokenTime {
  readonly hour: number;
  readonly minute: number;
  readonly half: 'am' | 'pm' | null;
}
export type DayPart = 'first-thing' | 'morning' | 'noon' | 'afternoon' | 'evening' | 'end-of-day';

/** "Next Tuesday at ten in the morning": where it was said and what it says. */
export interface TimePhrase {
  readonly from: number;
  readonly to: number;
  readonly sentence: Sentence;
  readonly day: SpokenDay | null;
  readonly time: SpokenTime | null;
  readonly part: DayPart | null;
  /** "In twenty minutes": from the moment of the call. */
  readonly inMinutes: number | null;
}

/** What stands at one word: nothing but `to` is a time that is over or too vague for a date. */
export type Piece = { readonly to: number } & Partial<Pick<TimePhrase, 'day' | 'time' | 'part' | 'inMinutes'>>;
