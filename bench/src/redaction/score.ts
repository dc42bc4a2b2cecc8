import type { Marked, Span } from './marked.js';

/** Counts of one entity: personal and found, found and not personal, personal and not found. */
interface Counts {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
}

/** Shares of one entity; null where nothing of it was found or there. */
export interface Shares extends Counts {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number;
  readonly f2: number;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function sharesOf({ right, wrong, missed }: Counts): Shares {
  const f = (beta: number): number => rounded(((1 + beta * beta) * right) / Math.max(1, (1 + beta * beta) * right + beta * beta * missed + wrong));
  return { right, wrong, missed, precision: right + wrong === 0 ? null : rounded(right / (right + wrong)), recall: right + missed === 0 ? null : rounded(right / (right + missed)), f1: f(1), f2: f(2) };
}

const common = (a: Span, b: Span): number => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
/** Types that one entity of the sets comprises: they mark any national id as SSN, any bank or routing number as IBAN, a PIN as a password. */
const FAMILY: Readonly<Record<string, string>> = { NATIONAL_ID: 'SSN', PASSPORT: 'SSN', BANK_ACCOUNT: 'IBAN', ROUTING_NUMBER: 'IBAN', PIN: 'PASSWORD' };
export const familyOf = <S extends Span>(span: S): S => ({ ...span, type: FAMILY[span.type] ?? span.type });
/** Half of either one lies in the other. */
const meets = (a: Span, b: Span): boolean => a.type === b.type && common(a, b) * 2 >= Math.min(a.end - a.start, b.end - b.start);

/**
 * Counts by type, and under `ALL`. A gold span is right when spans of its type cover at least half of it; a found span that lies on none of its type is wrong.
 * @param types only these are counted.
 */
export function score(texts: readonly Marked[], found: readonly (readonly Span[])[], types?: ReadonlySet<string>): Record<string, Shares> {
  const counts = new Map<string, { right: number; wrong: number; missed: number }>();
  const count = (type: string, what: keyof Counts): void => {
    for (const key of [type, 'ALL']) {
      const sum = counts.get(key) ?? { right: 0, wrong: 0, missed: 0 };
      sum[what] += 1;
      counts.set(key, sum);
    }
  };
  for (const [at, text] of texts.entries()) {
    const gold = text.gold.map(familyOf);
    const spans = (found[at] ?? []).map(familyOf).filter(({ type }) => types?.has(type) ?? true);
    for (const one of gold.filter(({ type }) => types?.has(type) ?? true)) {
      const covered = spans.filter(({ type }) => type === one.type).reduce((sum, span) => sum + common(one, span), 0);
      count(one.type, covered * 2 >= one.end - one.start ? 'right' : 'missed');
    }
    for (const span of spans) if (!gold.some((one) => meets(one, span))) count(span.type, 'wrong');
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => a.localeCompare(b)).map(([type, sum]) => [type, sharesOf(sum)]));
}
