import { countAt, is, isEveryWeekday, monthOf, ordinalAt, says, weekdayOf } from './calendar-words.js';
import type { Piece } from './spoken-time.js';
import type { Token } from './tokens.js';

type Words = readonly Token[];

const TOMORROW = new Set(['tomorrow', 'tommorow', 'tomorrows', 'tmrw']);
/** Days that bear a name. */
const FEASTS: readonly (readonly [string, number, number])[] = [
  ['christmas eve', 24, 12], ['christmas day', 25, 12], ['boxing day', 26, 12], ['new year eve', 31, 12], ['new years eve', 31, 12], ['new year day', 1, 1], ['new years day', 1, 1],
];

/** A day named at this word: "tomorrow", "Friday week", "the 3rd of next month", "the end of the month". */
export function dayAt(t: Words, i: number): Piece | null {
  if (says(t, i, 'day after tomorrow')) return { to: i + 3, day: { kind: 'in-days', days: 2 } };
  if (is(t, i, 'today')) return later(t, { to: i + 1, day: { kind: 'in-days', days: 0 } }, 0);
  // "To morrow", "the morrow": the same, in two words.
  if (is(t, i, 'morrow') || (is(t, i, 'to', 'the', 'too') && is(t, i + 1, 'morrow'))) return later(t, { to: is(t, i, 'morrow') ? i + 1 : i + 2, day: { kind: 'in-days', days: 1 } }, 1);
  if (TOMORROW.has(t[i]?.text ?? '')) return later(t, { to: i + 1, day: { kind: 'in-days', days: 1 } }, 1);
  if (is(t, i, 'tonight')) return { to: i + 1, day: { kind: 'in-days', days: 0 }, part: 'evening' };
  if (is(t, i, 'this') && (is(t, i + 1, 'morning', 'afternoon', 'evening', 'lunchtime') || (is(t, i + 1, 'early', 'late') && is(t, i + 2, 'morning', 'afternoon', 'evening')))) return { to: i + 1, day: { kind: 'in-days', days: 0 } };
  return edgeAt(t, i) ?? namedWeekdayAt(t, i) ?? weekAt(t, i) ?? feastAt(t, i) ?? dateAt(t, i);
}

/** "Today week", "tomorrow fortnight". */
function later(t: Words, piece: Piece & { readonly to: number }, days: number): Piece {
  const weeks = is(t, piece.to, 'week') ? 1 : is(t, piece.to, 'fortnight') ? 2 : 0;
  return weeks > 0 ? { to: piece.to + 1, day: { kind: 'in-days', days: days + 7 * weeks } } : piece;
}

function feastAt(t: Words, i: number): Piece | null {
  const feast = FEASTS.find(([name]) => says(t, i, name));
  return feast ? { to: i + feast[0].split(' ').length, day: { kind: 'date', day: feast[1], month: feast[2], year: null, months: null } } : null;
}

/** "The end of the month", "start of next week", "middle of March", "month end". */
function edgeAt(t: Words, i: number): Piece | null {
  if (is(t, i, 'month') && is(t, i + 1, 'end')) return { to: i + 2, day: { kind: 'edge', edge: 'end', of: 'month', ahead: 0 } };
  const edge = is(t, i, 'end', 'close') ? 'end' : is(t, i, 'beginning', 'start', 'early') ? 'start' : is(t, i, 'middle', 'mid') ? 'middle' : null;
  if (!edge) return null;
  let at = is(t, i + 1, 'of') ? i + 2 : i + 1;
  // "Early" and "mid" need no "of"; "end next week" is heard for "end of next week".
  if (is(t, at, 'the', 'this', 'that', 'our', 'your')) at += 1;
  const ahead = is(t, at, 'next', 'following') ? 1 : 0;
  at += ahead;
  if (is(t, at, 'working', 'business', 'calendar')) at += 1;
  if (is(t, at, 'week', 'month', 'year', 'quarter')) {
    if (is(t, i, 'close') || (at === i + 1 && edge !== 'middle')) return null;
    const after = is(t, at, 'week') && is(t, at + 1, 'after') && is(t, at + 2, 'next') ? 2 : 0;
    return { to: at + 1 + after, day: { kind: 'edge', edge, of: t[at]?.text as 'week' | 'month' | 'year' | 'quarter', ahead: after || ahead } };
  }
  const month = monthOf(t[at]);
  return month > 0 && is(t, at - 1, 'of', 'mid', 'early') ? { to: at + 1, day: { kind: 'edge', edge, of: month, ahead: 0 } } : null;
}

/** "Next Tuesday", "Tuesday week", "Tuesday the 3rd", "next week on Tuesday"; "last Tuesday", "Mondays" and "Monday to Friday" name no day to come. */
function namedWeekdayAt(t: Words, i: number): Piece | null {
  if (isEveryWeekday(t[i])) return { to: i + 1 };
  const last = is(t, i, 'last', 'past', 'previous', 'since', 'every', 'each');
  const lead = last || is(t, i, 'next', 'this', 'coming', 'following') ? (is(t, i + 1, 'coming') ? 2 : 1) : 0;
  const weekday = weekdayOf(t[i + lead]);
  if (weekday < 0) return null;
  const to = i + lead + 1;
  if (last || is(t, to, 'last')) return { to: is(t, to, 'last') ? to + 1 : to };
  if ((is(t, to, 'to', 'through', 'till', 'until') && weekdayOf(t[to + 1]) >= 0)) return { to: to + 2 };
  const date = dateAt(t, is(t, to, 'on') ? to + 1 : to, true);
  if (date) return date;
  const which = is(t, i, 'next') ? 'next' : 'coming';
  if (is(t, to, 'week')) return { to: to + 1, day: { kind: 'weekday', weekday, which: 'coming', weeks: 1 } };
  if (is(t, to, 'fortnight')) return { to: to + 1, day: { kind: 'weekday', weekday, which: 'coming', weeks: 2 } };
  const of = is(t, to, 'of', 'in', 'the') ? 1 : 0;
  if (is(t, to + of, 'week') && says(t, to + of + 1, 'after next')) return { to: to + of + 3, day: { kind: 'weekday', weekday, which: 'next-week', weeks: 1 } };
  if (says(t, to + of, 'next week') || says(t, to + of, 'following week')) return { to: to + of + 2, day: { kind: 'weekday', weekday, which: 'next-week', weeks: 0 } };
  if (says(t, to, 'after next')) return { to: to + 2, day: { kind: 'weekday', weekday, which: 'coming', weeks: 1 } };
  if (is(t, to, 'next') && !monthOf(t[to + 1])) return { to: to + 1, day: { kind: 'weekday', weekday, which: 'next', weeks: 0 } };
  return { to, day: { kind: 'weekday', weekday, which, weeks: 0 } };
}

/** "Next week", "the week after next", "this weekend". */
function weekAt(t: Words, i: number): Piece | null {
  const weekend = is(t, i, 'weekend') ? i : is(t, i, 'this', 'next', 'coming') && is(t, i + 1, 'weekend') ? i + 1 : -1;
  if (weekend >= 0) return is(t, i - 1, 'last') ? { to: weekend + 1 } : { to: weekend + 1, day: { kind: 'weekday', weekday: 6, which: is(t, i, 'next') ? 'next' : 'coming', weeks: 0 } };
  if (is(t, i, 'last', 'past') && is(t, i + 1, 'week', 'month', 'year', 'night')) return { to: i + 2 };
  const afterNext = says(t, i, 'week after next');
  if (!afterNext && !says(t, i, 'next week') && !says(t, i, 'following week')) return null;
  const to = i + (afterNext ? 3 : 2);
  const on = is(t, to, 'on') ? 1 : 0;
  const weekday = weekdayOf(t[to + on]);
  const weeks = afterNext ? 1 : 0;
  return weekday >= 0 ? { to: to + on + 1, day: { kind: 'weekday', weekday, which: 'next-week', weeks } } : { to, day: { kind: 'weekday', weekday: 1, which: 'next-week', weeks } };
}

/** Words before "the third" that make it a day, and words after it that leave it one. */
const LEADS_TO_A_DATE = new Set('on by before until till for from around about than is be to after and or'.split(' '));
const LEAVES_A_DATE = new Set('at in on by then and or if so okay ok because please morning afternoon evening around about when which that is it i we you he she they but to for with between from before after first as would will was works should latest sometime'.split(' '));

/** "November 25th", "the 25th of November", "25 November 2027", "3/17", "the 3rd of next month", "on the 25th". `afterWeekday`: "Tuesday the third". */
function dateAt(t: Words, i: number, afterWeekday = false): Piece | null {
  const month = monthOf(t[i]);
  if (month > 0) {
    const the = is(t, i + 1, 'the') ? 1 : 0;
    const day = ordinalAt(t, i + 1 + the) ?? (the === 0 ? countAt(t, i + 1) : null);
    return day && isDay(day.value) ? withYear(t, day.to, day.value, month) : null;
  }
  const written = writtenDateAt(t, i);
  if (written) return written;
  const the = is(t, i, 'the') ? 1 : 0;
  const ordinal = ordinalAt(t, i + the);
  const day = ordinal ?? countAt(t, i + the);
  if (!day || !isDay(day.value)) return null;
  const of = is(t, day.to, 'of') ? 1 : 0;
  const named = monthOf(t[day.to + of]);
  // "Five may be" and "the first march" are no dates.
  if (named > 0 && (ordinal !== null || (of === 0 && !(named === 5 && is(t, day.to + 1, 'be', 'have', 'not', 'i', 'we'))))) return withYear(t, day.to + of + 1, day.value, named);
  if (!ordinal) return null;
  if (of === 1) {
    const at = day.to + 1 + (is(t, day.to + 1, 'the', 'this', 'next', 'that', 'following') ? 1 : 0);
    return is(t, at, 'month') ? { to: at + 1, day: { kind: 'date', day: day.value, month: null, year: null, months: is(t, at - 1, 'next', 'following') ? 1 : is(t, at - 1, 'this') ? 0 : null } } : null;
  }
  if (afterWeekday) return { to: day.to, day: { kind: 'date', day: day.value, month: null, year: null, months: null } };
  const alone = day.to >= t.length || t[day.to]?.afterPause === true || LEAVES_A_DATE.has(t[day.to]?.text ?? '');
  const led = the === 1 && (LEADS_TO_A_DATE.has(t[i - 1]?.text ?? '') || /^\d/.test(t[i + 1]?.text ?? ''));
  // "Thirsty 16th, one till five": where the weekday was misheard, the date still stands.
  const bare = the === 0 && /^\d/.test(t[i]?.text ?? '') && !WHOSE.has(t[i - 1]?.text ?? '');
  return alone && (led || bare) ? { to: day.to, day: { kind: 'date', day: day.value, month: null, year: null, months: null } } : null;
}

const WHOSE = new Set('a an my your his her our their its whose another every each one'.split(' '));

const isDay = (day: number): boolean => day >= 1 && day <= 31;

function withYear(t: Words, to: number, day: number, month: number): Piece {
  const year = /^20\d\d$/.test(t[to]?.text ?? '') ? Number(t[to]?.text) : null;
  return { to: year === null ? to : to + 1, day: { kind: 'date', day, month, year, months: null } };
}

/** "17/03/2026", "2026-03-17": the order of day and month that the call's country has is settled when it is resolved. */
function writtenDateAt(t: Words, i: number): Piece | null {
  const [a, b, c] = [t[i], t[i + 1], t[i + 2]];
  const glue = b?.glue;
  if (!a || !b || (glue !== '/' && glue !== '-') || !/^\d{1,4}$/.test(a.text) || !/^\d{1,2}$/.test(b.text)) return null;
  const third = c && c.glue === glue && /^\d{1,4}$/.test(c.text) ? Number(c.text) : null;
  const [first, second] = [Number(a.text), Number(b.text)];
  if (/^20\d\d$/.test(a.text)) return third !== null && isDay(third) ? { to: i + 3, day: { kind: 'date', day: third, month: second, year: first, months: null } } : null;
  if (!isDay(first) || !isDay(second) || (glue === '-' && third === null)) return null;
  const year = third === null ? null : third < 100 ? 2000 + third : third;
  return { to: i + (third === null ? 2 : 3), day: { kind: 'written', first, second, year } };
}
