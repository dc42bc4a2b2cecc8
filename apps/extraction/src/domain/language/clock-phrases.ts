import { countAt, is, says } from './calendar-words.js';
import type { DayPart, Piece, SpokenTime } from './spoken-time.js';
import type { Token } from './tokens.js';

type Words = readonly Token[];

const PARTS = new Map<string, DayPart>([
  ['morning', 'morning'], ['noon', 'noon'], ['midday', 'noon'], ['lunchtime', 'noon'], ['lunch', 'noon'], ['afternoon', 'afternoon'], ['evening', 'evening'],
]);
const ENDS: readonly string[] = ['close of business', 'close of play', 'end of business', 'end of play', 'end of day', 'end of the day', 'end of the business day', 'end of the working day', 'end of business day', 'end of working day', 'cob', 'eod'];

/** "First thing", "in the morning", "by close of business". */
export function partAt(t: Words, i: number): Piece | null {
  if (says(t, i, 'first thing')) {
    const inTheMorning = says(t, i + 2, 'in the morning') ? 3 : 0;
    return { to: i + 2 + inTheMorning, part: 'first-thing' };
  }
  const end = ENDS.find((words) => says(t, i, words));
  if (end) return { to: i + end.split(' ').length, part: 'end-of-day' };
  if (says(t, i, 'end of') && is(t, i + 2, 'today', 'tomorrow', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday')) return { to: i + 2, part: 'end-of-day' };
  if (is(t, i, 'mid', 'early', 'late', 'later') && PARTS.has(t[i + 1]?.text ?? '')) return { to: i + 2, part: PARTS.get(t[i + 1]?.text ?? '') ?? null };
  if (says(t, i, 'lunch time') || says(t, i, 'mid day')) return { to: i + 2, part: 'noon' };
  const part = PARTS.get(t[i]?.text ?? '');
  // "Good morning" is a greeting, "had lunch" a meal, "this morning" may be over: the day says so.
  if (!part || is(t, i - 1, 'good', 'every', 'yesterday', 'last', 'each') || (is(t, i, 'lunch') && !is(t, i - 1, 'at', 'after', 'before', 'over', 'around', 'by'))) return null;
  return is(t, i, 'morning') && !is(t, i - 1, 'the', 'in', 'this') && (i === 0 || t[i - 1]?.sentence !== t[i]?.sentence) ? null : { to: i + 1, part };
}

/** What may follow a bare number that is a time ("about five, if that is okay") and not a count ("about five boxes"). */
const AFTER_A_TIME = new Set(
  `today tomorrow tonight this next on in at by and or if so then okay ok for please when to till until is are was works would will because but just with right there does sharp
   local time my your our their uk eastern pacific central mountain gmt cet i we you he she they it that latest first the before after thanks thank yeah yes monday tuesday wednesday
   thursday friday saturday sunday ish exactly instead`.split(/\s+/),
);
const COUNTS = /^(?:days?|weeks?|hours?|hrs?|minutes?|mins?|months?|years?|percent|dollars?|euros?|pounds?|quid|bucks|cents?|p|pence|of|times?|people|%|grand|items?|boxes|units?|pieces?|working|business|more|other|orders?|\d+)$/;

interface Half {
  readonly half: 'am' | 'pm' | null;
  readonly to: number;
  readonly isClock: boolean;
}

function halfAt(t: Words, i: number): Half {
  const sharp = is(t, i, "o'clock", 'oclock', 'hours') || says(t, i, 'o clock');
  let to = sharp ? i + (is(t, i, 'o') ? 2 : 1) : i;
  let half: 'am' | 'pm' | null = is(t, to, 'am') ? 'am' : is(t, to, 'pm') ? 'pm' : null;
  if (half) to += 1;
  else if ((is(t, to, 'a', 'p') && is(t, to + 1, 'm')) && t[to + 1]?.utterance === t[to]?.utterance) [half, to] = [is(t, to, 'a') ? 'am' : 'pm', to + 2];
  else if (says(t, to, 'in the') && is(t, to + 2, 'morning', 'afternoon', 'evening')) [half, to] = [is(t, to + 2, 'morning') ? 'am' : 'pm', to + 3];
  else if (says(t, to, 'at night')) [half, to] = ['pm', to + 2];
  if (is(t, to, 'sharp', 'ish')) to += 1;
  return { half, to, isClock: sharp || half !== null };
}

const clock = (hour: number, minute: number, { half, to }: { half: 'am' | 'pm' | null; to: number }): Piece | null =>
  hour > 23 || minute > 59 || (half !== null && hour > 12) ? null : { to, time: { hour, minute, half } };

/** "Half past two", "half two", "quarter to five", "ten to", "twenty past three", "five after four". */
function shiftedAt(t: Words, i: number, led: boolean): Piece | null {
  const start = is(t, i, 'a') && is(t, i + 1, 'quarter') ? i + 1 : i;
  const count = countAt(t, start);
  const shift = is(t, start, 'half') ? 30 : is(t, start, 'quarter') ? 15 : count && [5, 10, 20, 25].includes(count.value) ? count.value : null;
  if (shift === null) return null;
  let at = count && !is(t, start, 'half', 'quarter') ? count.to : start + 1;
  if (is(t, at, 'minutes')) at += 1;
  const past = is(t, at, 'past', 'after');
  const before = is(t, at, 'to', 'of', 'till', 'before') && shift !== 30;
  const hour = countAt(t, past || before ? at + 1 : at);
  if (!hour || hour.value < 1 || hour.value > 12) return null;
  const isBritishHalf = shift === 30 && !past && led;
  if (!past && !before && !isBritishHalf) return null;
  // "Five to seven days" and "from ten to twelve" are ranges.
  if (COUNTS.test(t[hour.to]?.text ?? '') || (count && !led && !is(t, start, 'half', 'quarter')) || (before && is(t, i - 1, 'from', 'between', 'within'))) return null;
  const rest = halfAt(t, hour.to);
  return before ? clock(hour.value === 1 ? 12 : hour.value - 1, 60 - shift, rest) : clock(hour.value, shift, rest);
}

/** "At 930": recognisers write "nine thirty" without its colon. */
function isHeardClock(t: Words, i: number): boolean {
  const next = t[i + 1];
  return is(t, i - 1, 'at') && Number(t[i]?.text.slice(-2)) % 5 === 0 && (!next || next.afterPause || next.sentence !== t[i]?.sentence || AFTER_A_TIME.has(next.text));
}

/** "14:30", "1730", "seventeen hundred", "oh nine hundred hours". */
function militaryAt(t: Words, i: number, led: boolean): Piece | null {
  const text = t[i]?.text ?? '';
  const written = /^(\d{1,2})[:.](\d{2})$/.exec(text);
  if (written && (text.includes(':') || led || halfAt(t, i + 1).isClock)) {
    const rest = halfAt(t, i + 1);
    return COUNTS.test(t[rest.to]?.text ?? '') ? null : clock(Number(written[1]), Number(written[2]), rest);
  }
  const run = /^([01]\d|2[0-3]|[1-9])([0-5]\d)$/.exec(text);
  if (run && (led || is(t, i + 1, 'hours')) && (halfAt(t, i + 1).isClock || (text.length === 4 && !COUNTS.test(t[i + 1]?.text ?? '') && !/^20[2-9]\d$/.test(text)) || isHeardClock(t, i))) return clock(Number(run[1]), Number(run[2]), halfAt(t, i + 1));
  const zero = is(t, i, 'oh', 'o', 'zero') ? 1 : 0;
  const hour = countAt(t, i + zero);
  if (hour && is(t, hour.to, 'hundred') && hour.value <= 23 && (led || is(t, hour.to + 1, 'hours')) && !COUNTS.test(t[hour.to + 1]?.text.replace(/^hours$/, '') ?? '')) return clock(hour.value, 0, halfAt(t, hour.to + 1));
  return null;
}

/** "At ten", "ten thirty", "nine oh five", "3 pm". A bare number needs a word before or after it that makes it a time. */
function plainAt(t: Words, i: number, led: boolean): Piece | null {
  const hour = countAt(t, i);
  if (!hour || hour.value > 23 || hour.value === 0) return null;
  const oh = is(t, hour.to, 'oh', 'o') && !is(t, hour.to + 1, 'clock') ? 1 : 0;
  const minute = countAt(t, hour.to + oh);
  const hasMinute = minute !== null && t[hour.to]?.afterPause !== true && t[hour.to]?.glue == null && minute.value < 60 && (oh ? minute.value < 10 : minute.value >= 10 && minute.value % 5 === 0);
  const rest = halfAt(t, hasMinute ? minute.to : hour.to);
  if (!rest.isClock && !led) return null;
  const next = t[rest.to];
  if (COUNTS.test(next?.text ?? '') || (next?.glue === '/' || next?.text === '%')) return null;
  if (!rest.isClock && !is(t, i - 1, 'at') && next && !next.afterPause && !AFTER_A_TIME.has(next.text)) return null;
  return clock(hour.value, hasMinute ? minute.value : 0, rest);
}

const one = (t: Words, i: number, led: boolean): Piece | null => shiftedAt(t, i, led) ?? militaryAt(t, i, led) ?? plainAt(t, i, led);

/** A time at this word; of "between two and four" and "2-4 pm" the beginning. */
export function clockAt(t: Words, i: number, led: boolean): Piece | null {
  const first = one(t, i, led);
  const range = is(t, i - 1, 'between', 'from') || (t[i + 1]?.glue === '-' && /^\d{1,2}$/.test(t[i]?.text ?? ''));
  const begins = first ?? (range && /^\d{1,2}$/.test(t[i]?.text ?? '') ? clock(Number(t[i]?.text), 0, { half: null, to: i + 1 }) : null);
  if (!begins?.time) return first;
  const joined = t[begins.to]?.glue === '-' ? 0 : range && is(t, begins.to, 'and', 'to', 'till', 'until') ? 1 : null;
  if (joined === null) return first;
  const ends = one(t, begins.to + joined, true);
  if (!ends?.time) return first;
  return { to: ends.to, time: fromTheSameHalf(begins.time, ends.time) };
}

/** "Between two and four pm": both are in the afternoon, unless the first hour is the greater one ("eleven to two pm"). */
function fromTheSameHalf(first: SpokenTime, end: SpokenTime): SpokenTime {
  if (first.half !== null || end.half === null) return first;
  return first.hour % 12 <= end.hour % 12 ? { ...first, half: end.half } : { ...first, half: end.half === 'pm' ? 'am' : null };
}
