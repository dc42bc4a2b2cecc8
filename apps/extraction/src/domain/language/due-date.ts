import { edgeOf } from './month-edges.js';
import type { DayPart, SpokenDay, TimePhrase } from './spoken-time.js';
import { instantOf, isoDay, isoWithOffset, wallClock, type WallClock } from './zoned-time.js';

/** A spoken time as an instant. */
export interface DueDate {
  readonly dueAt: number;
  /** ISO date when only a day was said, ISO date and time with offset otherwise. */
  readonly iso: string;
  /** The words have another sensible reading. */
  readonly ambiguous: boolean;
}

/** Hours that stand for a part of the day; a day without an hour is due when business opens. */
const PART_HOURS: Readonly<Record<DayPart, { from: number; to: number }>> = {
  'first-thing': { from: 9, to: 10 },
  morning: { from: 9, to: 12 },
  noon: { from: 12, to: 13 },
  afternoon: { from: 14, to: 17 },
  evening: { from: 18, to: 20 },
  'end-of-day': { from: 17, to: 18 },
};
const OPENS = 9;
const CLOSES = 17;
const DAY_MS = 86_400_000;

interface Ahead {
  readonly days: number;
  readonly ambiguous: boolean;
}

const isoWeekday = (weekday: number): number => (weekday + 6) % 7;
const sure = (days: number): Ahead => ({ days, ambiguous: false });

/** Days from the call's day to the day said. */
function daysAhead(day: SpokenDay, now: WallClock, timeZone: string): Ahead | null {
  switch (day.kind) {
    case 'in-days':
      return sure(day.days);
    case 'working-days':
      return sure(afterWorkingDays(day.days, now.weekday));
    case 'in-months': {
      const lastOfMonth = new Date(Date.UTC(now.year, now.month + day.months, 0)).getUTCDate();
      return sure(daysTo(now, now.year, now.month + day.months, Math.min(now.day, lastOfMonth)));
    }
    case 'weekday': {
      const later = 7 * day.weeks;
      const coming = (day.weekday - now.weekday + 7) % 7 || 7;
      if (day.which === 'coming') return sure(coming + later);
      const nextWeek = 7 - isoWeekday(now.weekday) + isoWeekday(day.weekday);
      return { days: nextWeek + later, ambiguous: day.which === 'next' && nextWeek !== coming };
    }
    case 'edge': {
      const [year, month, date] = edgeOf(day, now);
      const days = daysTo(now, year, month, date);
      return { days: Math.max(0, days), ambiguous: day.edge !== 'end' || days < 0 };
    }
    case 'written': {
      const monthFirst = /^(?:America\/|US\/|Pacific\/Honolulu|Asia\/Manila)/.test(timeZone) ? day.second <= 31 && day.first <= 12 : day.second > 12;
      const [date, month] = monthFirst ? [day.second, day.first] : [day.first, day.second];
      return month > 12 ? null : daysToDate(date, month, day.year, now);
    }
    case 'date':
      if (day.months === null) return daysToDate(day.day, day.month, day.year, now);
      return daysToDate(day.day, ((now.month - 1 + day.months) % 12) + 1, now.year + Math.floor((now.month - 1 + day.months) / 12), now);
  }
}

const daysTo = (now: WallClock, year: number, month: number, day: number): number => Math.round((Date.UTC(year, month - 1, day) - Date.UTC(now.year, now.month - 1, now.day)) / DAY_MS);

/** Saturdays and Sundays do not count; which holidays a business keeps is not known. */
function afterWorkingDays(count: number, weekday: number): number {
  let days = 0;
  for (let left = count; left > 0; ) {
    days += 1;
    if ((weekday + days) % 7 !== 0 && (weekday + days) % 7 !== 6) left -= 1;
  }
  return days;
}

/** The next such date that the calendar has: "the 31st" skips short months, "29 February" goes on to a leap year. */
function daysToDate(day: number, month: number | null, year: number | null, now: WallClock): Ahead | null {
  for (let step = 0; step < (year === null ? 24 : 1); step += 1) {
    const [y, m] = month === null ? [now.year, now.month + step] : [(year ?? now.year) + step, month];
    const exists = new Date(Date.UTC(y, m - 1, day)).getUTCMonth() === (m - 1) % 12;
    const days = daysTo(now, y, m, day);
    if (exists && days >= 0) return sure(days);
  }
  return null;
}

/** "At ten" is the morning, "at three" the afternoon: what fits a business day, unless something else was said. */
function hourOf(hour: number, half: 'am' | 'pm' | null, part: DayPart | null): number {
  if (half === 'am') return hour % 12;
  if (half === 'pm') return hour < 12 ? hour + 12 : hour;
  if (hour > 12) return hour;
  if (part === 'morning' || part === 'first-thing') return hour;
  if (part === 'afternoon' || part === 'evening' || part === 'end-of-day') return hour < 12 ? hour + 12 : hour;
  return hour >= 1 && hour < 8 ? hour + 12 : hour;
}

/**
 * Resolves a phrase from the moment and in the zone of the call, over changes of the clock.
 * @returns null when no day or time can be told from it, or it lies in the past.
 */
export function resolveDue(phrase: TimePhrase, startedAt: number, timeZone: string): DueDate | null {
  const timed = (dueAt: number, ambiguous: boolean): DueDate | null => (dueAt <= startedAt ? null : { dueAt, iso: isoWithOffset(dueAt, timeZone), ambiguous });
  if (phrase.inMinutes !== null) return timed(startedAt + phrase.inMinutes * 60_000, false);
  const now = wallClock(startedAt, timeZone);
  const ahead = phrase.day ? daysAhead(phrase.day, now, timeZone) : sure(0);
  if (!ahead || (!phrase.day && !phrase.time && !phrase.part)) return null;
  const { part, time } = phrase;
  const at = (days: number, hour: number, minute: number): number => instantOf(timeZone, now.year, now.month, now.day + days, hour, minute);
  if (time) {
    const hour = hourOf(time.hour, time.half, part);
    const first = at(ahead.days, hour, time.minute);
    if (first > startedAt) return timed(first, ahead.ambiguous);
    // "Today at eight", said at noon, is the evening's eight; "at ten" without a day is tomorrow's ten.
    if (phrase.day) return ahead.days === 0 && time.half === null && hour < 12 ? timed(at(0, hour + 12, time.minute), true) : null;
    return timed(at(1, hour, time.minute), true);
  }
  if (part) {
    const hours = PART_HOURS[part];
    const start = at(ahead.days, hours.from, 0);
    if (start > startedAt) return timed(start, ahead.ambiguous);
    // "In the morning", said in the afternoon, is tomorrow's.
    if (!phrase.day && (part === 'morning' || part === 'first-thing' || at(0, hours.to, 0) <= startedAt)) return timed(at(1, hours.from, 0), false);
    return timed(at(ahead.days, hours.to, 0), ahead.ambiguous);
  }
  const opening = at(ahead.days, OPENS, 0);
  const dueAt = ahead.days > 0 ? opening : at(0, CLOSES, 0);
  const day = isoDay(wallClock(ahead.days > 0 ? opening : startedAt, timeZone));
  // A shop open late: today is today, until midnight.
  return { dueAt: dueAt > startedAt ? dueAt : at(0, 23, 59), iso: day, ambiguous: ahead.ambiguous };
}
