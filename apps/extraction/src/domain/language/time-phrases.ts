import { countAt, is, says, weekdayOf, type Counted } from './calendar-words.js';
import { clockAt, partAt } from './clock-phrases.js';
import { dayAt } from './day-phrases.js';
import type { Piece, SpokenDay, TimePhrase } from './spoken-time.js';
import type { Conversation, Sentence, Token } from './tokens.js';

type Words = readonly Token[];

const AT = new Set(['at', 'around', 'about', 'by', 'before', 'after', 'from', 'between', 'until', 'till', 'approximately', 'roughly', 'past', 'say']);
const MINUTES = new Map([['minute', 1], ['min', 1], ['hour', 60], ['hr', 60], ['day', 1440], ['week', 10_080], ['fortnight', 20_160]]);
const NOT_EXACT = new Set(['about', 'around', 'roughly', 'another', 'approximately', 'say', 'maybe', 'like', 'just', 'at', 'most', 'less', 'than', 'under', 'the', 'next', 'coming', 'following', 'no', 'more', 'over']);

interface Distance extends Counted {
  readonly minutes?: number;
}

/** "Half an hour", "an hour and a half", "two to three", "a couple of", "the" in "within the hour". */
function amountAt(t: Words, i: number, the: boolean): Distance | null {
  if (says(t, i, 'half an hour') || says(t, i, 'a half hour')) return { value: 0, minutes: 30, to: i + 3 };
  if (says(t, i, 'half hour')) return { value: 0, minutes: 30, to: i + 2 };
  if (says(t, i, 'a quarter of an hour')) return { value: 0, minutes: 15, to: i + 5 };
  if (says(t, i, 'quarter of an hour')) return { value: 0, minutes: 15, to: i + 4 };
  if (says(t, i, 'three quarters of an hour')) return { value: 0, minutes: 45, to: i + 5 };
  if (says(t, i, 'an hour and a half') || says(t, i, 'one hour and a half')) return { value: 0, minutes: 90, to: i + 5 };
  if (says(t, i, 'one and a half hours')) return { value: 0, minutes: 90, to: i + 5 };
  if (says(t, i, 'a couple of') || says(t, i, 'the couple of')) return { value: 2, to: i + 3 };
  if (says(t, i, 'a couple')) return { value: 2, to: i + 2 };
  if (says(t, i, 'couple of')) return { value: 2, to: i + 2 };
  if (is(t, i, 'a', 'an')) return { value: 1, to: i + 1 };
  const count = countAt(t, i);
  // "Within the hour" is one.
  if (!count) return the ? { value: 1, to: i } : null;
  const joined = t[count.to]?.glue === '-' && /^\d/.test(t[count.to]?.text ?? '') ? 0 : is(t, count.to, 'to', 'or') ? 1 : null;
  const upper = joined === null ? null : countAt(t, count.to + joined);
  return upper && upper.value > count.value ? upper : count;
}

/** "In two days", "within the hour", "a fortnight from now", "three weeks today", "a week on Wednesday", "within five working days". */
function distanceAt(t: Words, i: number): Piece | null {
  const leads = is(t, i, 'in', 'within', 'inside', 'over', 'during');
  let at = leads ? i + 1 : i;
  let the = false;
  while (leads && at < i + 5 && NOT_EXACT.has(t[at]?.text ?? '')) {
    the ||= is(t, at, 'the', 'next');
    at += 1;
  }
  const amount = amountAt(t, at, the && leads);
  if (!amount) return null;
  at = amount.to;
  const working = is(t, at, 'working', 'business', 'week') && is(t, at + 1, 'day', 'days');
  if (working || is(t, at, 'calendar')) at += 1;
  const unit = (t[at]?.text ?? '').replace(/(?<=[a-z])s$/, '');
  const months = unit === 'month' ? amount.value : unit === 'year' ? amount.value * 12 : null;
  const minutes = amount.minutes ?? (MINUTES.has(unit) ? amount.value * (MINUTES.get(unit) ?? 0) : null);
  if (amount.minutes === undefined) at += 1;
  if (minutes === null && months === null) return null;
  // "In an hour or two": the longer one.
  const more = is(t, at, 'or') ? countAt(t, at + 1) : null;
  const longer = more && more.value > amount.value && minutes !== null ? (minutes / Math.max(1, amount.value)) * more.value : null;
  if (longer !== null && more) at = more.to;
  else if (is(t, at, 'or') && is(t, at + 1, 'so')) at += 2;
  if (is(t, at, 'time')) at += 1;
  // "Within 30 days of purchase" is a rule.
  if (is(t, at, 'of', 'after')) return { to: at };
  const tail = tailAt(t, at);
  if (!leads && !tail) return null;
  const to = tail?.to ?? at;
  if (tail?.day) {
    if (minutes === null || minutes % 10_080 !== 0 || tail.day.kind !== 'weekday') return null;
    return { to, day: { ...tail.day, weeks: tail.day.weeks + minutes / 10_080 } };
  }
  if (months !== null) return { to, day: { kind: 'in-months', months } };
  const total = longer ?? minutes ?? 0;
  if (working) return { to, day: { kind: 'working-days', days: total / 1440 } };
  if (unit === 'day' || unit === 'week' || unit === 'fortnight') return { to, day: { kind: 'in-days', days: total / 1440 + (tail?.days ?? 0) } };
  return { to, inMinutes: total };
}

/** "From now", "today", "from tomorrow", "on Wednesday", "from Friday". */
function tailAt(t: Words, at: number): { readonly to: number; readonly day?: SpokenDay; readonly days?: number } | null {
  const from = is(t, at, 'from') ? 1 : 0;
  if (is(t, at + from, 'now') || is(t, at + from, 'today')) return { to: at + from + 1 };
  if (is(t, at + from, 'tomorrow')) return { to: at + from + 1, days: 1 };
  const on = from || (is(t, at, 'on', 'this', 'next') ? 1 : 0);
  const next = is(t, at + on, 'this', 'next', 'coming') ? 1 : 0;
  const weekday = weekdayOf(t[at + on + next]);
  return weekday >= 0 ? { to: at + on + next + 1, day: { kind: 'weekday', weekday, which: 'coming', weeks: 0 } } : null;
}

/** "Two days ago", "yesterday": over. */
function pastAt(t: Words, i: number): Piece | null {
  if (is(t, i, 'yesterday')) return { to: is(t, i + 1, 'morning', 'afternoon', 'evening', 'night') ? i + 2 : i + 1 };
  const count = is(t, i, 'a', 'an') ? { value: 1, to: i + 1 } : countAt(t, i);
  if (!count || !/^(?:minutes?|hours?|days?|weeks?|months?|years?|fortnight)$/.test(t[count.to]?.text ?? '') || !is(t, count.to + 1, 'ago', 'earlier', 'back', 'late', 'overdue')) return null;
  return { to: count.to + 2 };
}

const NEARBY = new Set('at in on the of around about by before after between sometime and say maybe from first early late hopefully probably latest like local time exactly just right there ideally'.split(' '));

/** Without one of these, or a digit, no time is named: most sentences name none. */
const TELLS_TIME = new Set(
  `today tomorrow tommorow tomorrows tmrw morrow tonight yesterday morning afternoon evening noon midday lunch lunchtime week weeks weekend month months year years day days hour hours hr hrs minute minutes min mins
   fortnight quarter end close cob eod first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
   thirtieth twenty thirty one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen half hundred christmas boxing new
   sunday monday tuesday wednesday thursday friday saturday mon tues tue weds thurs thur fri sundays mondays tuesdays wednesdays thursdays fridays saturdays
   january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec`.split(/\s+/),
);
const tellsTime = ({ text }: Token): boolean => TELLS_TIME.has(text) || (text.charCodeAt(0) >= 48 && text.charCodeAt(0) <= 57);
/** The first word of time from a place on; behind the last where there is none. */
function nextTelling(t: Words, from: number): number {
  const at = t.findIndex((token, i) => i >= from && tellsTime(token));
  return at < 0 ? t.length : at;
}
/** A phrase has its first word of time within so many: "within about the next couple of working days". */
const FAR = 10;

/** Every day and time named in a sentence; what stands together is one phrase. `answers`: a bare "ten" is a time, for when was asked. */
export function timePhrases(conversation: Conversation, sentence: Sentence, answers = false): TimePhrase[] {
  const t = conversation.tokens.slice(sentence.from, sentence.to);
  let telling = nextTelling(t, 0);
  if (telling === t.length) return [];
  const found: TimePhrase[] = [];
  for (let i = 0; i < t.length; ) {
    // Where the next word of time is far off, no phrase begins yet.
    if (telling < i) telling = nextTelling(t, i);
    if (telling === t.length) break;
    i = Math.max(i, telling - FAR);
    const last = found.at(-1);
    // "The grey one" is no time.
    const led = (answers && (i === 0 || !is(t, i, 'one', '1'))) || (i > 0 && AT.has(t[i - 1]?.text ?? '')) || (last?.to === i && last.time === null && last.day !== null);
    const piece = pastAt(t, i) ?? distanceAt(t, i) ?? dayAt(t, i) ?? partAt(t, i) ?? clockAt(t, i, led) ?? beforeADay(t, i);
    if (!piece) {
      i += 1;
      continue;
    }
    const names = piece.day !== undefined || piece.time !== undefined || piece.part !== undefined || piece.inMinutes !== undefined;
    const near = last && i - last.to <= 3 && t.slice(last.to, i).every((x) => NEARBY.has(x.text));
    if (names && last && near && addsTo(last, piece)) found[found.length - 1] = { ...last, ...without(piece), to: piece.to };
    else if (names && !(last && near && piece.time && last.time)) found.push({ day: null, time: null, part: null, inMinutes: null, ...without(piece), from: i, to: piece.to, sentence });
    i = piece.to;
  }
  return found.map((phrase) => ({ ...phrase, from: phrase.from + sentence.from, to: phrase.to + sentence.from }));
}

/** "Nine tomorrow", "10:30 on Monday": the day makes a time of a number. */
function beforeADay(t: Words, i: number): Piece | null {
  const time = clockAt(t, i, true);
  if (!time || !/^(?:\d|ten|eleven|twelve|one|two|three|four|five|six|seven|eight|nine|half)/.test(t[i]?.text ?? '')) return null;
  const at = is(t, time.to, 'on') ? time.to + 1 : time.to;
  return weekdayOf(t[at]) >= 0 || is(t, at, 'tomorrow', 'tonight') ? time : null;
}

const addsTo = (phrase: TimePhrase, piece: Piece): boolean =>
  phrase.inMinutes === null && piece.inMinutes === undefined && !(piece.day && phrase.day) && !(piece.time && phrase.time) && !(piece.part && phrase.part);

function without(piece: Piece): Partial<TimePhrase> {
  return Object.fromEntries(Object.entries(piece).filter(([key, value]) => key !== 'to' && value !== undefined));
}
