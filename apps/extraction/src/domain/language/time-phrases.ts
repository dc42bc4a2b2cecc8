import { smallNumber } from './numbers.js';
import type { Conversation, Sentence, Token } from './tokens.js';

/** A day as it was said. */
export type SpokenDay =
  | { readonly kind: 'in-days'; readonly days: number }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly which: 'coming' | 'next' | 'next-week' }
  | { readonly kind: 'date'; readonly day: number; readonly month: number | null }
  | { readonly kind: 'end-of-week' };

/** A time of day as it was said. */
interface SpokenTime {
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

type Piece = { readonly to: number } & Partial<Pick<TimePhrase, 'day' | 'time' | 'part' | 'inMinutes'>>;

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(' ');
const PARTS = new Map<string, DayPart>([['morning', 'morning'], ['noon', 'noon'], ['midday', 'noon'], ['lunchtime', 'noon'], ['afternoon', 'afternoon'], ['evening', 'evening'], ['tonight', 'evening']]);
const AT = new Set(['at', 'around', 'about', 'by', 'before', 'after', 'from', 'between', 'until', 'till']);

const weekdayOf = (text: string | undefined): number => WEEKDAYS.indexOf((text ?? '').replace(/s$/, ''));

function ordinalAt(t: readonly Token[], i: number): { value: number; to: number } | null {
  const text = t[i]?.text ?? '';
  if (/^\d{1,2}$/.test(text) && /^(?:st|nd|rd|th)$/.test(t[i + 1]?.text ?? '')) return { value: Number(text), to: i + 2 };
  const tens = text === 'twenty' ? 20 : text === 'thirty' ? 30 : 0;
  const unit = ORDINALS.indexOf(t[i + 1]?.text ?? '') + 1;
  if (tens > 0 && unit > 0 && unit < 10) return { value: tens + unit, to: i + 2 };
  if (text === 'thirtieth') return { value: 30, to: i + 1 };
  const plain = ORDINALS.indexOf(text) + 1;
  return plain > 0 ? { value: plain, to: i + 1 } : null;
}

/** "In two days", "within the hour", "in half an hour", "three days from now". */
function distanceAt(t: readonly Token[], i: number): Piece | null {
  const leads = t[i]?.text === 'in' || t[i]?.text === 'within';
  let at = leads ? i + 1 : i;
  let count: number | null;
  if (t[at]?.text === 'half' && t[at + 1]?.text === 'an' && t[at + 2]?.text === 'hour') return leads ? { to: at + 3, inMinutes: 30 } : null;
  if (t[at]?.text === 'a' && t[at + 1]?.text === 'couple') [count, at] = [2, at + (t[at + 2]?.text === 'of' ? 3 : 2)];
  else if (t[at]?.text === 'a' || t[at]?.text === 'an' || (t[at]?.text === 'the' && leads && t[i]?.text === 'within')) [count, at] = [1, at + 1];
  else [count, at] = [twoWordNumber(t, at), at + (twoWordLength(t, at))];
  if (count === null || (t[at]?.text === 'business' && leads)) return null;
  const unit = (t[at]?.text ?? '').replace(/s$/, '');
  const minutes = new Map([['minute', 1], ['hour', 60], ['day', 1440], ['week', 10080]]).get(unit);
  if (minutes === undefined) return null;
  const fromNow = t[at + 1]?.text === 'from' && (t[at + 2]?.text === 'now' || t[at + 2]?.text === 'today');
  if (!leads && !fromNow) return null;
  const to = at + (fromNow ? 3 : 1);
  if (minutes >= 1440) return { to, day: { kind: 'in-days', days: (count * minutes) / 1440 } };
  return { to, inMinutes: count * minutes };
}

const twoWordLength = (t: readonly Token[], at: number): number => {
  const [a, b] = [smallNumber(t[at]?.text), smallNumber(t[at + 1]?.text)];
  return a !== null && b !== null && a >= 20 && a % 10 === 0 && b > 0 && b < 10 && !/\d/.test(t[at]?.text ?? '') ? 2 : 1;
};
const twoWordNumber = (t: readonly Token[], at: number): number | null => {
  const first = smallNumber(t[at]?.text);
  return first === null ? null : twoWordLength(t, at) === 2 ? first + (smallNumber(t[at + 1]?.text) ?? 0) : first;
};

function dayAt(t: readonly Token[], i: number): Piece | null {
  const [a, b, c, d] = [t[i]?.text, t[i + 1]?.text, t[i + 2]?.text, t[i + 3]?.text];
  if (a === 'day' && b === 'after' && c === 'tomorrow') return { to: i + 3, day: { kind: 'in-days', days: 2 } };
  if (a === 'today') return { to: i + 1, day: { kind: 'in-days', days: 0 } };
  if (a === 'tomorrow') return { to: i + 1, day: { kind: 'in-days', days: 1 } };
  if (a === 'tonight') return { to: i + 1, day: { kind: 'in-days', days: 0 }, part: 'evening' };
  if (a === 'this' && b !== undefined && PARTS.has(b)) return { to: i + 2, day: { kind: 'in-days', days: 0 }, part: PARTS.get(b) ?? null };
  if (a === 'end' && b === 'of' && (c === 'the' || c === 'this') && d === 'week') return { to: i + 4, day: { kind: 'end-of-week' } };
  const named = ['next', 'this', 'coming', 'following'].includes(a ?? '') ? 1 : 0;
  const weekday = weekdayOf(t[i + named]?.text);
  if (weekday >= 0) {
    const to = i + named + 1;
    const nextWeek = t[to]?.text === 'next' && t[to + 1]?.text === 'week';
    return { to: nextWeek ? to + 2 : to, day: { kind: 'weekday', weekday, which: nextWeek ? 'next-week' : a === 'next' ? 'next' : 'coming' } };
  }
  if (a === 'next' && b === 'week') {
    const on = c === 'on' ? 1 : 0;
    const later = weekdayOf(t[i + 2 + on]?.text);
    return later >= 0 ? { to: i + 3 + on, day: { kind: 'weekday', weekday: later, which: 'next-week' } } : { to: i + 2, day: { kind: 'weekday', weekday: 1, which: 'next-week' } };
  }
  return dateAt(t, i);
}

/** "November 25th", "the 25th of November", "on the 25th". */
function dateAt(t: readonly Token[], i: number): Piece | null {
  const month = MONTHS.indexOf(t[i]?.text ?? '') + 1;
  if (month > 0) {
    const the = t[i + 1]?.text === 'the' ? 1 : 0;
    const ordinal = ordinalAt(t, i + 1 + the);
    const plain = smallNumber(t[i + 1]?.text);
    if (ordinal) return { to: ordinal.to, day: { kind: 'date', day: ordinal.value, month } };
    return plain !== null && plain >= 1 && plain <= 31 ? { to: i + 2, day: { kind: 'date', day: plain, month } } : null;
  }
  if (t[i]?.text !== 'the') return null;
  const ordinal = ordinalAt(t, i + 1);
  if (!ordinal || ordinal.value > 31) return null;
  const ofMonth = t[ordinal.to]?.text === 'of' ? MONTHS.indexOf(t[ordinal.to + 1]?.text ?? '') + 1 : 0;
  if (ofMonth > 0) return { to: ordinal.to + 2, day: { kind: 'date', day: ordinal.value, month: ofMonth } };
  // "On the second" alone is a rank more often than a day.
  return t[i - 1]?.text === 'on' && ordinal.value > 3 && t[ordinal.to]?.text !== 'of' ? { to: ordinal.to, day: { kind: 'date', day: ordinal.value, month: null } } : null;
}

const halfAt = (t: readonly Token[], i: number): { half: 'am' | 'pm' | null; to: number } => {
  let to = t[i]?.text === "o'clock" || t[i]?.text === 'oclock' ? i + 1 : i;
  const half = t[to]?.text === 'am' ? 'am' : t[to]?.text === 'pm' ? 'pm' : null;
  if (half) to += 1;
  return { half, to };
};

/** "At ten", "ten thirty", "half past two", "quarter to three", "3 pm", "10:30". A bare number needs a word before or after it. */
function clockAt(t: readonly Token[], i: number, led: boolean): Piece | null {
  const text = t[i]?.text ?? '';
  const written = /^(\d{1,2})[:.](\d{2})$/.exec(text);
  if (written) return clock(Number(written[1]), Number(written[2]), halfAt(t, i + 1));
  const past = /^(?:past|after)$/.test(t[i + 1]?.text ?? '');
  const before = t[i + 1]?.text === 'to' || t[i + 1]?.text === 'of';
  const shift = text === 'half' ? 30 : text === 'quarter' ? 15 : null;
  if (shift !== null && (past || (before && shift === 15))) {
    const hour = smallNumber(t[i + 2]?.text);
    if (hour === null || hour > 12) return null;
    const rest = halfAt(t, i + 3);
    return past ? clock(hour, shift, rest) : clock(hour === 1 ? 12 : hour - 1, 45, rest);
  }
  const hour = smallNumber(text);
  if (hour === null || hour > 23) return null;
  const length = twoWordLength(t, i + 1);
  const minute = twoWordNumber(t, i + 1);
  const hasMinute = minute !== null && minute >= 10 && minute < 60 && t[i + 1]?.afterPause !== true;
  const rest = halfAt(t, i + 1 + (hasMinute ? length : 0));
  const bare = rest.to === i + 1 + (hasMinute ? length : 0);
  if (bare && !led) return null;
  if (/^(?:days?|weeks?|hours?|minutes?|months?|years?|percent|dollars?|euros?|pounds?|of|times?|people|%)$/.test(t[rest.to]?.text ?? '')) return null;
  return clock(hour, hasMinute ? minute : 0, rest);
}

const clock = (hour: number, minute: number, rest: { half: 'am' | 'pm' | null; to: number }): Piece | null =>
  hour > 23 || minute > 59 ? null : { to: rest.to, time: { hour, minute, half: rest.half } };

function partAt(t: readonly Token[], i: number): Piece | null {
  const text = t[i]?.text ?? '';
  if (text === 'first' && t[i + 1]?.text === 'thing') return { to: i + 2, part: 'first-thing' };
  if (text === 'end' && t[i + 1]?.text === 'of' && t.slice(i + 2, i + 4).some((x) => x.text === 'day')) return { to: i + (t[i + 2]?.text === 'day' ? 3 : 4), part: 'end-of-day' };
  if (text === 'close' && t[i + 1]?.text === 'of' && t[i + 2]?.text === 'business') return { to: i + 3, part: 'end-of-day' };
  const part = PARTS.get(text);
  // "Good morning" is a greeting.
  return part && t[i - 1]?.text !== 'good' ? { to: i + 1, part } : null;
}

const CONNECTS = new Set(['at', 'in', 'on', 'the', 'of', 'around', 'about', 'by', 'before', 'after', 'between', 'sometime', 'and', 'say', 'maybe', 'from']);

/** Every day and time named in a sentence; what stands together is one phrase. */
export function timePhrases(conversation: Conversation, sentence: Sentence): TimePhrase[] {
  const t = conversation.tokens.slice(0, sentence.to);
  const found: TimePhrase[] = [];
  for (let i = sentence.from; i < sentence.to; ) {
    const led = i > sentence.from && (AT.has(t[i - 1]?.text ?? '') || (found.at(-1)?.to === i && found.at(-1)?.time == null && found.at(-1)?.day != null));
    const piece = distanceAt(t, i) ?? dayAt(t, i) ?? partAt(t, i) ?? clockAt(t, i, led);
    if (!piece) {
      i += 1;
      continue;
    }
    const last = found.at(-1);
    const near = last && i - last.to <= 2 && t.slice(last.to, i).every((x) => CONNECTS.has(x.text));
    if (last && near && addsTo(last, piece)) found[found.length - 1] = { ...last, ...without(piece), to: piece.to };
    else if (!(last && near && piece.time && last.time)) found.push({ day: null, time: null, part: null, inMinutes: null, ...without(piece), from: i, to: piece.to, sentence });
    i = piece.to;
  }
  return found;
}

const addsTo = (phrase: TimePhrase, piece: Piece): boolean =>
  phrase.inMinutes === null && piece.inMinutes === undefined && !(piece.day && phrase.day) && !(piece.time && phrase.time) && !(piece.part && phrase.part);

function without(piece: Piece): Partial<TimePhrase> {
  return Object.fromEntries(Object.entries(piece).filter(([key, value]) => key !== 'to' && value !== undefined));
}
