import { transcriptOf } from '../../testing/conversations.js';
import { resolveDue } from './due-date.js';
import { timePhrases } from './time-phrases.js';
import { readConversation } from './tokens.js';
import { instantOf, isoWithOffset, wallClock } from './zoned-time.js';

const LA = 'America/Los_Angeles';
/** Thursday 12 November 2026, 15:20. */
const THURSDAY = '2026-11-12T15:20:00-08:00';

function due(words: string, startedAt = THURSDAY, timeZone = LA): string | null {
  const conversation = readConversation(transcriptOf([`A: I will call you ${words}.`]).utterances);
  const [sentence] = conversation.sentences;
  const phrase = sentence ? timePhrases(conversation, sentence)[0] : undefined;
  const date = phrase ? resolveDue(phrase, Date.parse(startedAt), timeZone) : null;
  return date ? isoWithOffset(date.dueAt, timeZone) : null;
}

describe('a spoken time is resolved from the call', () => {
  it.each([
    ['next Tuesday at ten', '2026-11-17T10:00-08:00'],
    ['on Tuesday at ten in the morning', '2026-11-17T10:00-08:00'],
    ['tomorrow at three', '2026-11-13T15:00-08:00'],
    ['tomorrow at ten thirty', '2026-11-13T10:30-08:00'],
    ['tomorrow at 10:30 a.m.', '2026-11-13T10:30-08:00'],
    ['tomorrow at half past two', '2026-11-13T14:30-08:00'],
    ['tomorrow at quarter to four', '2026-11-13T15:45-08:00'],
    ["tomorrow at two o'clock in the afternoon", '2026-11-13T14:00-08:00'],
    ['tomorrow evening at seven', '2026-11-13T19:00-08:00'],
    ['at 8 pm', '2026-11-12T20:00-08:00'],
    ['tomorrow around noon', '2026-11-13T12:00-08:00'],
    ['in an hour', '2026-11-12T16:20-08:00'],
    ['in half an hour', '2026-11-12T15:50-08:00'],
    ['in forty five minutes', '2026-11-12T16:05-08:00'],
    ['within the hour', '2026-11-12T16:20-08:00'],
    ['in two days', '2026-11-14T09:00-08:00'],
    ['in two days at four', '2026-11-14T16:00-08:00'],
    ['in a week', '2026-11-19T09:00-08:00'],
    ['in a couple of days', '2026-11-14T09:00-08:00'],
    ['the day after tomorrow', '2026-11-14T09:00-08:00'],
    ['first thing tomorrow', '2026-11-13T09:00-08:00'],
    ['later today', '2026-11-12T17:00-08:00'],
    ['by the end of the day', '2026-11-12T17:00-08:00'],
    ['this afternoon', '2026-11-12T17:00-08:00'],
    ['on Monday morning', '2026-11-16T09:00-08:00'],
    ['next week', '2026-11-16T09:00-08:00'],
    ['next week on Wednesday at two', '2026-11-18T14:00-08:00'],
    ['by the end of the week', '2026-11-13T09:00-08:00'],
    ['on November 24th at ten', '2026-11-24T10:00-08:00'],
    ['on the 24th of November', '2026-11-24T09:00-08:00'],
    ['on the twenty fourth at ten', '2026-11-24T10:00-08:00'],
    ['on January 5th', '2027-01-05T09:00-08:00'],
    ['on Thursday', '2026-11-19T09:00-08:00'],
  ])('"%s" is %s', (words, expected) => {
    expect(due(words)).toBe(expected);
  });

  it('at an hour that has passed today means tomorrow', () => {
    expect(due('at ten')).toBe('2026-11-13T10:00-08:00');
    expect(due('at four')).toBe('2026-11-12T16:00-08:00');
  });

  it('says nothing when nothing was said, or only something vague', () => {
    expect(due('back')).toBeNull();
    expect(due('back soon')).toBeNull();
    expect(due('in a few days')).toBeNull();
  });

  it('over the end of a month and of a year, and to a day that the month does not have', () => {
    expect(due('tomorrow at ten', '2026-11-30T12:00:00-08:00')).toBe('2026-12-01T10:00-08:00');
    expect(due('tomorrow at ten', '2026-12-31T12:00:00-08:00')).toBe('2027-01-01T10:00-08:00');
    expect(due('on the 31st', '2026-11-12T12:00:00-08:00')).toBe('2026-12-31T09:00-08:00');
    expect(due('on the 5th', '2026-11-12T12:00:00-08:00')).toBe('2026-12-05T09:00-08:00');
    expect(due('tomorrow at ten', '2028-02-28T12:00:00-08:00')).toBe('2028-02-29T10:00-08:00');
  });

  it('over a change of the clock: the hour on the wall is what was said', () => {
    // Clocks go forward on Sunday 14 March 2027.
    expect(due('on Monday at ten', '2027-03-12T12:00:00-08:00')).toBe('2027-03-15T10:00-07:00');
    expect(due('in three days at ten', '2027-03-12T12:00:00-08:00')).toBe('2027-03-15T10:00-07:00');
    // An hour is an hour, whatever the wall says.
    expect(due('in two hours', '2027-03-14T01:30:00-08:00')).toBe('2027-03-14T04:30-07:00');
    // Clocks go back on Sunday 1 November 2026.
    expect(due('tomorrow at ten', '2026-10-31T12:00:00-07:00')).toBe('2026-11-01T10:00-08:00');
  });

  it('in the zone of the call, where it may be another day', () => {
    // Friday 08:20 in Tokyo.
    expect(due('tomorrow at ten', THURSDAY, 'Asia/Tokyo')).toBe('2026-11-14T10:00+09:00');
    expect(due('tomorrow at ten', THURSDAY, 'Asia/Kolkata')).toBe('2026-11-14T10:00+05:30');
  });

  it('"next Friday" has two readings early in the week, and says so', () => {
    const read = (words: string, startedAt: string): boolean | undefined => {
      const conversation = readConversation(transcriptOf([`A: I will call you ${words}.`]).utterances);
      const [sentence] = conversation.sentences;
      const phrase = sentence ? timePhrases(conversation, sentence)[0] : undefined;
      return phrase ? resolveDue(phrase, Date.parse(startedAt), LA)?.ambiguous : undefined;
    };
    expect(read('next Friday', '2026-11-09T12:00:00-08:00')).toBe(true);
    expect(read('next Tuesday', THURSDAY)).toBe(false);
    expect(read('on Friday', '2026-11-09T12:00:00-08:00')).toBe(false);
  });
});

describe('a wall clock', () => {
  it('that never shows an hour gives as much later as it jumps, one that shows it twice the earlier', () => {
    expect(isoWithOffset(instantOf(LA, 2027, 3, 14, 2, 30), LA)).toBe('2027-03-14T03:30-07:00');
    expect(isoWithOffset(instantOf(LA, 2026, 11, 1, 1, 30), LA)).toBe('2026-11-01T01:30-07:00');
  });

  it('gives back every instant that it was read from, all year, in zones near and far', () => {
    for (const zone of [LA, 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC']) {
      for (let hour = 0; hour < 8_760; hour += 53) {
        const instant = Date.UTC(2026, 0, 1, hour, 15);
        const w = wallClock(instant, zone);
        const again = wallClock(instantOf(zone, w.year, w.month, w.day, w.hour, w.minute), zone);
        expect([again.day, again.hour, again.minute]).toEqual([w.day, w.hour, w.minute]);
      }
    }
  });
});
