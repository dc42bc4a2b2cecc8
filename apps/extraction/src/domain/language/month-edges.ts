import type { SpokenDay } from './spoken-time.js';
import type { WallClock } from './zoned-time.js';

type Edge = Extract<SpokenDay, { kind: 'edge' }>;

/** Where in a week, of Monday to Friday, an edge lies; Monday is 0. */
const IN_WEEK = { start: 0, middle: 2, end: 4 } as const;
/** How many months the unit has. */
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** "The end of next month" as year, month (may run over 12) and day. A month's name means its next end. */
export function edgeOf({ edge, of, ahead }: Edge, now: WallClock): readonly [year: number, month: number, day: number] {
  if (of === 'week') return [now.year, now.month, now.day - ((now.weekday + 6) % 7) + 7 * ahead + IN_WEEK[edge] + (ahead === 0 && isPastFriday(now) ? 7 : 0)];
  const length = typeof of === 'number' ? 1 : MONTHS[of];
  const first = typeof of === 'number' ? of + (of < now.month ? 12 : 0) : now.month - ((now.month - 1) % length) + length * ahead;
  if (edge === 'start') return [now.year, first, 1];
  if (edge === 'end') return [now.year, first + length, 0];
  return [now.year, first + Math.floor((length - 1) / 2), 15];
}

/** On a Saturday "the end of the week" is today's weekend or next Friday; business means Friday. */
const isPastFriday = (now: WallClock): boolean => now.weekday === 6 || now.weekday === 0;
