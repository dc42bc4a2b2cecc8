import type { Compared } from './compare.js';

/** What became of the values of one type. */
export interface HeardShares {
  /** Values said, those of which a word was heard recognisably, and those of these of which no word stands in clear. */
  readonly said: number;
  readonly heard: number;
  readonly gone: number;
  /** Recognisable words of values, and those of them that stand in clear. */
  readonly words: number;
  readonly leaked: number;
  /** Words redacted under this type, and those of them that answer to nothing personal. */
  readonly redacted: number;
  readonly wrong: number;
  /** Share of the heard words that are gone; null where nothing of the type was heard. */
  readonly recall: number | null;
  /** Share of the redacted words that are personal; null where nothing was redacted under this type. */
  readonly precision: number | null;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 1000) / 1000);

/** Counts by type, and under `ALL`. */
export function countHeard(texts: readonly Compared[]): Record<string, HeardShares> {
  const sums = new Map<string, { said: number; heard: number; gone: number; words: number; leaked: number; redacted: number; wrong: number }>();
  const add = (type: string, counts: Partial<Omit<HeardShares, 'recall' | 'precision'>>): void => {
    for (const key of [type, 'ALL']) {
      const sum = sums.get(key) ?? { said: 0, heard: 0, gone: 0, words: 0, leaked: 0, redacted: 0, wrong: 0 };
      for (const [what, count] of Object.entries(counts) as [keyof typeof sum, number][]) sum[what] += count;
      sums.set(key, sum);
    }
  };
  for (const { values, spans } of texts) {
    for (const { type, heard, leaked } of values) add(type, { said: 1, heard: Math.min(1, heard), gone: heard > 0 && leaked.length === 0 ? 1 : 0, words: heard, leaked: leaked.length });
    for (const { type, words, wrong } of spans) add(type, { redacted: words, wrong: wrong.length });
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => a.localeCompare(b)).map(([type, sum]) => [type, { ...sum, recall: share(sum.words - sum.leaked, sum.words), precision: share(sum.redacted - sum.wrong, sum.redacted) }]));
}
