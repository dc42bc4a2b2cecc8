import type { Conversation } from './tokens.js';

/** A number of the call, with the tokens in which it was said. */
interface SaidNumber {
  readonly kind: string;
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

/** Ids are this long at least, for one to be known again inside a longer run of digits. */
const LEAST_DIGITS = 4;

const digitsOf = (value: string): string => value.replace(/\D/g, '');
const lettersOf = (value: string): string => value.replace(/[^A-Z]/g, '');

/** A number that may be one of the call's ids: no amount, and nothing that is called otherwise. */
const mayBeId = ({ kind }: SaidNumber): boolean => kind !== 'amount' && kind !== 'other';

/** "558-1558-2" for 5581 and 5582: two ids that were read one after the other, grouped over where one ends, where the call names one of them by itself too. */
function parted<R extends SaidNumber>(r: R, { tokens }: Conversation, known: ReadonlySet<string>): R[] | null {
  const groups = tokens.slice(r.from, r.to);
  const digits = digitsOf(r.value);
  const half = digits.length / 2;
  if (groups.length < 3 || !Number.isInteger(half) || half < LEAST_DIGITS || lettersOf(r.value) !== '' || groups.slice(1).some(({ glue }) => glue !== '-')) return null;
  // Of an id that is written in groups, "6048-1745", the second half may be said by itself for short.
  let end = 0;
  if (groups.some(({ text }) => (end += text.length) === half)) return null;
  const [first, second] = [digits.slice(0, half), digits.slice(half)];
  return first !== second && (known.has(first) || known.has(second)) ? [{ ...r, value: first }, { ...r, value: second }] : null;
}

/** "100 2" for 102: recognisers write "one oh two" as a hundred and a digit. Where the call names 102 elsewhere, it is meant. */
function withoutHundreds<R extends SaidNumber>(r: R, { tokens }: Conversation, known: ReadonlySet<string>): R | null {
  const [hundreds, unit, more] = tokens.slice(r.from, r.to).flatMap(({ text }) => (/^\d+$/.test(text) ? [text] : []));
  if (more !== undefined || !/^[1-9]00$/.test(hundreds ?? '') || !/^\d$/.test(unit ?? '')) return null;
  const written = `${hundreds ?? ''}${unit ?? ''}`;
  const meant = `${(hundreds ?? '').slice(0, 2)}${unit ?? ''}`;
  return r.value.endsWith(written) && known.has(meant) && !known.has(written) ? { ...r, value: `${r.value.slice(0, -written.length)}${meant}` } : null;
}

/** "1-6-0-2-1-5" for 60215: "one's 60215" is heard with a digit before it. Where the call names 60215 elsewhere, and the whole nowhere, it is meant. */
function withoutOne<R extends SaidNumber>(r: R, { tokens }: Conversation, known: ReadonlySet<string>): R | null {
  const rest = r.value.slice(1);
  return /^(?:1|one)$/.test(tokens[r.from]?.text ?? '') && /^1\d+$/.test(r.value) && rest.length >= LEAST_DIGITS && known.has(rest) && !known.has(r.value) ? { ...r, value: rest, from: r.from + 1 } : null;
}

/** Ids as they were meant, where recognisers group the digits otherwise: what the call says of the same id elsewhere decides. */
export function asMeant<R extends SaidNumber>(found: readonly R[], conversation: Conversation): readonly R[] {
  const ids = found.filter(mayBeId);
  if (ids.length < 2) return found;
  const spokenElsewhere = (r: R): ReadonlySet<string> => new Set(ids.filter((o) => o !== r).map((o) => digitsOf(o.value)));
  return found.flatMap((r) => {
    if (!mayBeId(r)) return [r];
    const known = spokenElsewhere(r);
    return parted(r, conversation, known) ?? [withoutHundreds(r, conversation, known) ?? withoutOne(r, conversation, known) ?? r];
  });
}
