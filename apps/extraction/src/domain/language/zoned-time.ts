/** A wall-clock moment without its zone; month is 1–12, weekday 0 is Sunday. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** Clocks are put on and back at quarters of an hour: within one the offset stands, and asking Intl for it is what takes time. */
const QUARTER_MS = 900_000;
const KEPT = 5_000;
const offsets = new Map<string, number>();

function offsetAt(epochMs: number, timeZone: string): number {
  const quarter = Math.floor(epochMs / QUARTER_MS);
  const key = `${timeZone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= KEPT) offsets.clear();
  const offset = asUtc(readWallClock(quarter * QUARTER_MS, timeZone)) - quarter * QUARTER_MS;
  offsets.set(key, offset);
  return offset;
}

/** The wall clock of an IANA zone at an instant. @throws RangeError for a zone that does not exist. */
export function wallClock(epochMs: number, timeZone: string): WallClock {
  const local = new Date(epochMs + offsetAt(epochMs, timeZone));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate(), hour: local.getUTCHours(), minute: local.getUTCMinutes(), weekday: local.getUTCDay() };
}

function readWallClock(epochMs: number, timeZone: string): WallClock {
  const parts = Object.fromEntries(formatOf(timeZone).formatToParts(epochMs).map((p) => [p.type, Number(p.value)]));
  const [year = 0, month = 1, day = 1] = [parts.year, parts.month, parts.day];
  return { year, month, day, hour: parts.hour ?? 0, minute: parts.minute ?? 0, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
}

const asUtc = (w: WallClock): number => Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute);

/**
 * The instant at which a zone's clock shows this time. Days beyond the month's end run on. Twice an hour (clocks go back): the earlier one.
 * Never an hour (clocks go forward): as much later as the clock jumps.
 */
export function instantOf(timeZone: string, year: number, month: number, day: number, hour: number, minute: number): number {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  const before = wanted - offsetAt(wanted - 86_400_000, timeZone);
  const after = wanted - offsetAt(wanted + 86_400_000, timeZone);
  const fits = [before, after].filter((epochMs) => asUtc(wallClock(epochMs, timeZone)) === wanted);
  return fits.length > 0 ? Math.min(...fits) : before;
}

/** ISO 8601 with the zone's offset, to the minute. */
export function isoWithOffset(epochMs: number, timeZone: string): string {
  const w = wallClock(epochMs, timeZone);
  const offset = Math.round((asUtc(w) - Math.floor(epochMs / 60_000) * 60_000) / 60_000);
  const two = (n: number): string => String(Math.abs(n)).padStart(2, '0');
  const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${two(Math.trunc(offset / 60))}:${two(offset % 60)}`;
  return `${isoDay(w)}T${two(w.hour)}:${two(w.minute)}${zone}`;
}

export function isoDay(w: Pick<WallClock, 'year' | 'month' | 'day'>): string {
  return `${w.year}-${String(w.month).padStart(2, '0')}-${String(w.day).padStart(2, '0')}`;
}
