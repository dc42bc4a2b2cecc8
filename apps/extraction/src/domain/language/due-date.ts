import type { DayPart, SpokenDay, TimePhrase } from './time-phrases.js';
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

const isoWeekday = (weekday: number): number => (weekday + 6) % 7;

/** Days from the call's day to the day said. */
function daysAhead(day: SpokenDay, now: WallClock): { days: number; ambiguous: boolean } | null {
  switch (day.kind) {
    case 'in-days':
      return { days: day.days, ambiguous: false };
    case 'end-of-week':
      return { days: Math.max(0, 4 - isoWeekday(now.weekday)), ambiguous: isoWeekday(now.weekday) > 4 };
    case 'weekday': {
      const coming = (day.weekday - now.weekday + 7) % 7 || 7;
      if (day.which === 'coming') return { days: coming, ambiguous: false };
      const nextWeek = 7 - isoWeekday(now.weekday) + isoWeekday(day.weekday);
      return { days: nextWeek, ambiguous: day.which === 'next' && nextWeek !== coming };
    }
    case 'date':
      return daysToDate(day.day, day.month, now);
  }
}

function daysToDate(day: number, month: number | null, now: WallClock): { days: number; ambiguous: boolean } | null {
  const today = Date.UTC(now.year, now.month - 1, now.day);
  for (let step = 0; step < 24; step += 1) {
    const [y, m] = month === null ? [now.year, now.month + step] : [now.year + step, month];
    const at = new Date(Date.UTC(y, m - 1, day));
    const exists = at.getUTCMonth() === (((m - 1) % 12) + 12) % 12;
    if (exists && at.getTime() >= today) return { days: Math.round((at.getTime() - today) / 86_400_000), ambiguous: false };
  }
  return null;
}

/** "At ten" is the morning, "at three" the afternoon: what fits a business day, unless something else was said. */
function hourOf(hour: number, half: 'am' | 'pm' | null, part: DayPart | null): number {
  if (half === 'am') return hour % 12;
  if (half === 'pm') return hour < 12 ? hour + 12 : hour;
  if (hour > 12) return hour;
  if (part === 'morning' || part === 'first-thing') return hour % 12 === 0 ? 12 : hour;
  if (part === 'afternoon' || part === 'evening' || part === 'end-of-day') return hour < 12 ? hour + 12 : hour;
  return hour >= 1 && hour < 8 ? hour + 12 : hour;
}

/**
 * Resolves a phrase from the moment and in the zone of the call, over changes of the clock.
 * @returns null when no day or time can be told from it, or it lies in the past.
 */
export function resolveDue(phrase: TimePhrase, startedAt: number, timeZone: string): DueDate | null {
  if (phrase.inMinutes !== null) {
    const dueAt = startedAt + phrase.inMinutes * 60_000;
    return { dueAt, iso: isoWithOffset(dueAt, timeZone), ambiguous: false };
  }
  const now = wallClock(startedAt, timeZone);
  const ahead = phrase.day ? daysAhead(phrase.day, now) : { days: 0, ambiguous: false };
  if (!ahead || (!phrase.day && !phrase.time && !phrase.part)) return null;
  const { part } = phrase;
  const at = (days: number, hour: number, minute: number): number => instantOf(timeZone, now.year, now.month, now.day + days, hour, minute);
  if (phrase.time) {
    const hour = hourOf(phrase.time.hour, phrase.time.half, part);
    const first = at(ahead.days, hour, phrase.time.minute);
    // "At ten", said at noon, is tomorrow's ten.
    const rolled = first <= startedAt && !phrase.day;
    const dueAt = rolled ? at(1, hour, phrase.time.minute) : first;
    return dueAt <= startedAt ? null : { dueAt, iso: isoWithOffset(dueAt, timeZone), ambiguous: ahead.ambiguous || rolled };
  }
  if (part) {
    const hours = PART_HOURS[part];
    const start = at(ahead.days, hours.from, 0);
    const dueAt = start > startedAt ? start : at(ahead.days, hours.to, 0);
    return dueAt <= startedAt ? null : { dueAt, iso: isoWithOffset(dueAt, timeZone), ambiguous: ahead.ambiguous };
  }
  const opening = at(ahead.days, OPENS, 0);
  const dueAt = ahead.days > 0 ? opening : at(0, CLOSES, 0);
  return dueAt <= startedAt ? null : { dueAt, iso: isoDay(wallClock(dueAt, timeZone)), ambiguous: ahead.ambiguous };
}
