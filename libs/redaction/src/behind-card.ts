import { isExpiry } from './answers.js';
import { passesLuhn } from './codes/check-digits.js';
import { digitsOf } from './run-parts.js';
import type { Run } from './runs.js';

/** A part of a run whose type its place tells. */
export interface Placed {
  readonly run: Run;
  readonly type: 'CREDIT_CARD' | 'CARD_EXPIRY' | 'CVV';
}

const CARD_LENGTHS: ReadonlySet<number> = new Set([15, 16]);
/** A date and a code have no more digits. */
const MAX_BEHIND = 10;

const lengthOf = (run: Run): number => run.reduce((sum, { digits }) => sum + digits.length, 0);

/** A valid card number with its date, its code or both right behind it, said in one breath; null where a run is no such thing. */
export function cardLine(run: Run): readonly Placed[] | null {
  const total = lengthOf(run);
  if (total < 18 || total > 16 + MAX_BEHIND) return null;
  let digits = '';
  for (const [at, atom] of run.entries()) {
    if (CARD_LENGTHS.has(digits.length)) {
      const rest = behindCard(run.slice(at));
      // A misheard number is told by date and code together.
      if (rest !== null && (passesLuhn(digits) || (rest.length === 2 && digits.length === (/^3[47]/.test(digits) ? 15 : 16)))) return [{ run: run.slice(0, at), type: 'CREDIT_CARD' }, ...rest];
    }
    digits += atom.digits;
  }
  return null;
}

/** What the digits right behind a card number are: "oh five thirty", "four oh eight", "twelve twenty six four oh eight"; null when they are neither date nor code. */
export function behindCard(run: Run): readonly Placed[] | null {
  const total = lengthOf(run);
  if (total < 3 || total > MAX_BEHIND) return null;
  for (let at = 1; at < run.length; at += 1) {
    const [date, code] = [run.slice(0, at), run.slice(at)];
    const left = lengthOf(code);
    // Two where an engine heard "thirty, three oh six" as "thirty three, oh six".
    if (isDate(date) && left >= 2 && left <= 4) return [{ run: date, type: 'CARD_EXPIRY' }, { run: code, type: 'CVV' }];
  }
  if (isDate(run)) return [{ run, type: 'CARD_EXPIRY' }];
  return total <= 4 ? [{ run, type: 'CVV' }] : null;
}

/** A card's date and code in either order, where both were asked for; null where a run is not both. */
export function dateAndCode(run: Run): readonly Placed[] | null {
  if (run.length > MAX_BEHIND) return null;
  for (let at = 1; at < run.length; at += 1) {
    const [first, second] = [run.slice(0, at), run.slice(at)];
    if (isDate(first) && isCode(second)) return [{ run: first, type: 'CARD_EXPIRY' }, { run: second, type: 'CVV' }];
    if (isCode(first) && isDate(second)) return [{ run: first, type: 'CVV' }, { run: second, type: 'CARD_EXPIRY' }];
  }
  return isDate(run) ? [{ run, type: 'CARD_EXPIRY' }] : null;
}

const isCode = (run: Run): boolean => lengthOf(run) === 3 || lengthOf(run) === 4;

/** "0530", "oh five thirty", "six twenty seven": three digits one by one are a code. */
function isDate(run: Run): boolean {
  const digits = digitsOf(run);
  return isExpiry(digits) && (digits.length !== 3 || run.at(-1)?.digits.length === 2);
}
