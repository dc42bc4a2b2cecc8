import type { Utterance } from '@callmesh/contracts';

/**
 * Cuts what was heard at the given times. An utterance that runs over one is two, by the times of its words.
 * @param starts ms at which each part begins, ascending; what was heard before the first belongs to it.
 */
export function partAt(utterances: readonly Utterance[], starts: readonly number[]): Utterance[][] {
  const parts: Utterance[][] = starts.map(() => []);
  const partOf = ({ startMs, endMs }: { startMs: number; endMs: number }): number => Math.max(0, starts.findLastIndex((start) => start <= (startMs + endMs) / 2));
  for (const utterance of utterances) {
    const touched = new Set(utterance.words.map(partOf));
    if (touched.size <= 1) {
      parts[[...touched][0] ?? partOf(utterance)]?.push(utterance);
      continue;
    }
    for (const part of touched) {
      const its = utterance.words.filter((word) => partOf(word) === part);
      const [first, last] = [its[0], its.at(-1)];
      if (first && last) parts[part]?.push({ ...utterance, id: `${utterance.id}.${part}`, words: its, text: its.map(({ text }) => text).join(' '), startMs: first.startMs, endMs: last.endMs });
    }
  }
  return parts;
}
