/** A stretch of samples of one channel that cannot be heard, `to` not included. */
export interface SilencedSpan {
  readonly from: number;
  readonly to: number;
  readonly channel: number;
}

/** Both lists as one: ascending by channel and time, none touches another of its channel. What was silent once stays silent. */
export function unite(...lists: readonly (readonly SilencedSpan[])[]): SilencedSpan[] {
  const spans: SilencedSpan[] = [];
  for (const next of lists.flat().filter(({ from, to }) => to > from).sort((a, b) => a.channel - b.channel || a.from - b.from)) {
    const last = spans.at(-1);
    if (last?.channel === next.channel && next.from <= last.to) spans[spans.length - 1] = { ...last, to: Math.max(last.to, next.to) };
    else spans.push(next);
  }
  return spans;
}
