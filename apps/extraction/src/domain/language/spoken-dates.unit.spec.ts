import fc from 'fast-check';
import { transcriptOf } from '../../testing/conversations.js';
import { resolveDue } from './due-date.js';
import { timePhrases } from './time-phrases.js';
import { readConversation } from './tokens.js';

fc.configureGlobal({ seed: Number(process.env.SEED) });

const LONDON = 'Europe/London';
/** Wednesday 11 March 2026, 11:20. */
const WEDNESDAY = '2026-03-11T11:20:00Z';

function due(words: string, startedAt = WEDNESDAY, timeZone = LONDON): string | null {
  const conversation = readConversation(transcriptOf([`A: ${words}`]).utterances);
  const found = conversation.sentences.flatMap((s) => timePhrases(conversation, s)).flatMap((p) => resolveDue(p, Date.parse(startedAt), timeZone) ?? []);
  return found[0]?.iso ?? null;
}

describe('a date as people say it', () => {
  it.each([
    ["we'll have that with you in a fortnight", '2026-03-25'],
    ["in a fortnight's time", '2026-03-25'],
    ['two weeks today', '2026-03-25'],
    ['the morrow before 12', '2026-03-12T12:00Z'],
    ['to morrow at ten', '2026-03-12T10:00Z'],
    ['a week tomorrow', '2026-03-19'],
    ['tomorrow week', '2026-03-19'],
    ['Friday week', '2026-03-20'],
    ['a week on Wednesday', '2026-03-25'],
    ['a week from Friday', '2026-03-20'],
    ['two weeks on Monday', '2026-03-30'],
    ['Monday fortnight', '2026-03-30'],
    ['the week after next', '2026-03-23'],
    ['Tuesday the week after next', '2026-03-24'],
    ['on Tuesday next week', '2026-03-17'],
    ['Tuesday of next week', '2026-03-17'],
    ['Tuesday next', '2026-03-17'],
    ['early next week', '2026-03-16'],
    ['by the middle of next week', '2026-03-18'],
    ['by the end of next week', '2026-03-20'],
    ['by the end of the week', '2026-03-13'],
    ['by the end of the month', '2026-03-31'],
    ['at the end of next month', '2026-04-30'],
    ['at the start of next month', '2026-04-01'],
    ['mid April', '2026-04-15'],
    ['before the end of the year', '2026-12-31'],
    ['by the end of February', '2027-02-28'],
    ['by month end', '2026-03-31'],
    ['this weekend', '2026-03-14'],
    ['the day after tomorrow', '2026-03-13'],
    ['on the 3rd', '2026-04-03'],
    ['by the third', '2026-04-03'],
    ['before the 15th', '2026-03-15'],
    ['I will book that in then, thirsty 19th, one till five', '2026-03-19T13:00Z'],
    ['on the twenty first', '2026-03-21'],
    ['the 3rd of next month', '2026-04-03'],
    ['the fifth of May', '2026-05-05'],
    ['May the 5th', '2026-05-05'],
    ['on 25 March', '2026-03-25'],
    ['Monday the 23rd', '2026-03-23'],
    ['Monday the twenty third of March', '2026-03-23'],
    ['Monday, March 23rd', '2026-03-23'],
    ['on 3 January 2027', '2027-01-03'],
    ['on 17/03/2026', '2026-03-17'],
    ['on the 29th of February', '2028-02-29'],
    ['within five working days', '2026-03-18'],
    ['in two to three business days', '2026-03-16'],
    ['in a couple of weeks', '2026-03-25'],
    ['in a month', '2026-04-11'],
    ['within the next 24 hours', '2026-03-12T11:20Z'],
    ['within 48 hours', '2026-03-13T11:20Z'],
    ['in an hour or two', '2026-03-11T13:20Z'],
    ['in an hour and a half', '2026-03-11T12:50Z'],
    ['in three quarters of an hour', '2026-03-11T12:05Z'],
    ["in ten minutes' time", '2026-03-11T11:30Z'],
    ['on New Year Day', '2027-01-01'],
  ])('"%s" is %s', (words, expected) => {
    expect(due(words)).toBe(expected);
  });

  it.each([
    ['tomorrow at half past nine', '2026-03-12T09:30Z'],
    ['tomorrow, half nine', '2026-03-12T09:30Z'],
    ['tomorrow at half two', '2026-03-12T14:30Z'],
    ['tomorrow at quarter to five', '2026-03-12T16:45Z'],
    ['tomorrow at a quarter past eight', '2026-03-12T08:15Z'],
    ['tomorrow at ten to four', '2026-03-12T15:50Z'],
    ['tomorrow at twenty past three', '2026-03-12T15:20Z'],
    ['tomorrow at seventeen hundred', '2026-03-12T17:00Z'],
    ['tomorrow at oh nine hundred hours', '2026-03-12T09:00Z'],
    ['tomorrow at 1730', '2026-03-12T17:30Z'],
    ['tomorrow morning at 930', '2026-03-12T09:30Z'],
    ['tomorrow at nine oh five', '2026-03-12T09:05Z'],
    ['at 4.15 pm tomorrow', '2026-03-12T16:15Z'],
    ['at 4pm on Friday', '2026-03-13T16:00Z'],
    ['nine tomorrow', '2026-03-12T09:00Z'],
    ['tomorrow between two and four', '2026-03-12T14:00Z'],
    ['tomorrow between 10 and 1', '2026-03-12T10:00Z'],
    ['tomorrow 2-4 pm', '2026-03-12T14:00Z'],
    ['on Friday from eleven to two pm', '2026-03-13T11:00Z'],
    ["five o'clock on Monday", '2026-03-16T17:00Z'],
    ['first thing Monday', '2026-03-16T09:00Z'],
    ['first thing in the morning', '2026-03-12T09:00Z'],
    ['by close of business', '2026-03-11T17:00Z'],
    ['by close of play on Friday', '2026-03-13T17:00Z'],
    ['by the end of the working day', '2026-03-11T17:00Z'],
    ['by end of day tomorrow', '2026-03-12T17:00Z'],
    ['tomorrow lunchtime', '2026-03-12T12:00Z'],
    ['at seven tomorrow night', '2026-03-12T19:00Z'],
    ['early Friday afternoon', '2026-03-13T14:00Z'],
    ['in the afternoon', '2026-03-11T14:00Z'],
    ['in the morning', '2026-03-12T09:00Z'],
    ['this morning', '2026-03-11T12:00Z'],
  ])('"%s" is the time %s', (words, expected) => {
    expect(due(words)).toBe(expected);
  });

  it.each([
    'Good morning, how can I help?',
    'It went out last Tuesday.',
    'That was two weeks ago.',
    'We are open Monday to Friday.',
    'We are closed on Sundays.',
    'The second one is fine.',
    'It is on the first floor.',
    'That is about five boxes.',
    'It costs about 40 pounds.',
    'Within 30 days of purchase.',
    'It usually takes five to seven days.',
    'I may be a while.',
    'I ordered three of them in March.',
    'I had five yesterday.',
    'They march on.',
    'in a few days',
    'soon',
  ])('"%s" names no time to come', (words) => {
    expect(due(words)).toBeNull();
  });

  it('a day and month are read as the call writes them', () => {
    expect(due('on 3/4', '2026-03-11T11:20:00Z', LONDON)).toBe('2026-04-03');
    expect(due('on 3/4', '2026-02-11T11:20:00Z', 'America/Chicago')).toBe('2026-03-04');
  });

  it('over month ends, year ends and leap days', () => {
    expect(due('in a fortnight', '2026-12-24T10:00:00Z')).toBe('2027-01-07');
    expect(due('by the end of the month', '2028-02-03T10:00:00Z')).toBe('2028-02-29');
    expect(due('in a month', '2026-01-31T10:00:00Z')).toBe('2026-02-28');
    expect(due('at the end of next month', '2026-12-10T10:00:00Z')).toBe('2027-01-31');
    expect(due('on the 31st', '2026-04-10T10:00:00Z')).toBe('2026-05-31');
    expect(due('the 3rd of next month', '2026-12-10T10:00:00Z')).toBe('2027-01-03');
  });

  it('over the change of the clock, an hour that is skipped, and one that comes twice', () => {
    // Clocks go forward on Sunday 29 March 2026 at one, back on Sunday 25 October at two.
    expect(due('tomorrow at half past nine', '2026-03-28T10:00:00Z')).toBe('2026-03-29T09:30+01:00');
    expect(due('tomorrow at 1:30 am', '2026-03-28T10:00:00Z')).toBe('2026-03-29T02:30+01:00');
    expect(due('within 48 hours', '2026-03-28T10:00:00Z')).toBe('2026-03-30T11:00+01:00');
    expect(due('tomorrow at 1:30 am', '2026-10-24T09:00:00Z')).toBe('2026-10-25T01:30+01:00');
    expect(due('on Sunday at nine in the morning', '2026-10-23T09:00:00Z')).toBe('2026-10-25T09:00Z');
  });
});

describe('whenever and wherever the call is', () => {
  const zones = ['Europe/London', 'America/New_York', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'America/Sao_Paulo', 'Africa/Casablanca'];
  const moment = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2031, 0, 1) });
  const localDay = (at: number, timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  const part = (at: number, timeZone: string, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(at);
  /** Whether the clock there was put forward in the day before. */
  const jumps = (at: number, timeZone: string): boolean => offset(at, timeZone) > offset(at - 86_400_000, timeZone);
  const offset = (at: number, timeZone: string): number => Date.parse(`${part(at, timeZone, { dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' })} UTC`) - Math.floor(at / 60_000) * 60_000;
  const plusDays = (iso: string, days: number): string => new Date(Date.parse(`${iso}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

  it('days ahead are days on the calendar there', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), fc.integer({ min: 2, max: 60 }), (at, zone, days) => {
        expect(due(`in ${days} days`, new Date(at).toISOString(), zone)).toBe(plusDays(localDay(at, zone), days));
      }),
    );
  });

  it('a weekday is that weekday, within the coming seven days; with "week" a week later', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), fc.constantFrom('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'), (at, zone, weekday) => {
        const iso = due(`on ${weekday}`, new Date(at).toISOString(), zone) ?? '';
        const ahead = (Date.parse(iso) - Date.parse(localDay(at, zone))) / 86_400_000;
        expect(part(Date.parse(`${iso}T12:00:00Z`), 'UTC', { weekday: 'long' })).toBe(weekday);
        expect(ahead).toBeGreaterThanOrEqual(1);
        expect(ahead).toBeLessThanOrEqual(7);
        expect(due(`${weekday} week`, new Date(at).toISOString(), zone)).toBe(plusDays(iso, 7));
      }),
    );
  });

  it('the hour that was said is on the wall there, but where the clock skips it', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (at, zone, hour, minute) => {
        const said = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const iso = due(`tomorrow at ${said}${hour === 0 || hour > 12 ? '' : hour === 12 ? ' pm' : ' am'}`, new Date(at).toISOString(), zone) ?? '';
        const shown = part(Date.parse(iso), zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
        const day = plusDays(localDay(at, zone), 1);
        if (shown === said) expect(localDay(Date.parse(iso), zone)).toBe(day);
        // Otherwise the clock never showed it: it jumped over it, by less than a day.
        else expect(jumps(Date.parse(iso), zone)).toBe(true);
      }),
    );
  });

  it('the end of the month is the day before a first', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (at, zone) => {
        const iso = due('by the end of the month', new Date(at).toISOString(), zone) ?? '';
        expect(iso.slice(0, 7)).toBe(localDay(at, zone).slice(0, 7));
        expect(plusDays(iso, 1).slice(8)).toBe('01');
      }),
    );
  });
});
