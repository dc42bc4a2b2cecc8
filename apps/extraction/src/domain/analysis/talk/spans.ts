/** A stretch of time, ms from the start of the recording; `end` is not part of it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Sorted spans without overlaps; what is at most `bridgeMs` apart becomes one. */
export function merge(spans: readonly Span[], bridgeMs = 0): Span[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last && start - last.end <= bridgeMs) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** What a recording of this length has beside merged spans. */
export function gaps(merged: readonly Span[], durationMs: number): Span[] {
  const found: Span[] = [];
  let from = 0;
  for (const { start, end } of merged) {
    if (start > from) found.push({ start: from, end: start });
    from = end;
  }
  if (durationMs > from) found.push({ start: from, end: durationMs });
  return found;
}

export const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, { start, end }) => sum + end - start, 0);
