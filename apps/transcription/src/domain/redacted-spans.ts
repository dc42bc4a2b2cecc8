import type { Transcript } from '@callmesh/contracts';

/** What must not be heard, ms from the start of the recording. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

const PLACEHOLDER = /\[[A-Z][A-Z_]*_\d+\]/;
/** Word times of speech engines are off by so much; of a number not even the first digit may be left. */
const AROUND_MS = 400;

/** Where a transcript has placeholders. Of an utterance whose words have no times all is silenced. Ascending, none overlaps another. */
export function redactedSpans({ utterances }: Pick<Transcript, 'utterances'>): Span[] {
  const found = utterances.flatMap((said): Span[] => {
    if (!PLACEHOLDER.test(said.text)) return [];
    const words = said.words.filter(({ text }) => PLACEHOLDER.test(text));
    return words.length > 0 ? words : [said];
  });
  const spans: Span[] = [];
  for (const { startMs, endMs } of found.map((span) => ({ startMs: span.startMs - AROUND_MS, endMs: span.endMs + AROUND_MS })).sort((a, b) => a.startMs - b.startMs)) {
    const last = spans.at(-1);
    if (last && startMs <= last.endMs) spans[spans.length - 1] = { ...last, endMs: Math.max(last.endMs, endMs) };
    else spans.push({ startMs: Math.max(0, startMs), endMs });
  }
  return spans;
}
