import type { Transcript } from '@callmesh/contracts';

/** What must not be heard, ms from the start of the recording, as the transcript has it. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
  /** The channel it was said on; null: it may be on each. */
  readonly channel: number | null;
}

const PLACEHOLDER = /\[[A-Z][A-Z_]*_\d+\]/g;
/** Between two pieces of one value there may be more of it that the engine did not hear. */
const JOIN_MS = 1_500;

/** Where a transcript has placeholders, per channel. Of an utterance whose words have no times all is meant. Ascending; on one channel none touches another. */
export function redactedSpans({ utterances }: Pick<Transcript, 'utterances'>): Span[] {
  const byChannel = new Map<number | null, (Span & { readonly values: readonly string[] })[]>();
  for (const said of utterances) {
    if (!has(said.text)) continue;
    const words = said.words.filter(({ text }) => has(text));
    const list = byChannel.get(said.channel) ?? [];
    byChannel.set(said.channel, list);
    for (const { startMs, endMs, text } of words.length > 0 ? words : [said]) list.push({ startMs, endMs, channel: said.channel, values: text.match(PLACEHOLDER) ?? [] });
  }
  return [...byChannel.values()].flatMap(joined).sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}

const has = (text: string): boolean => text.search(PLACEHOLDER) >= 0;

function joined(list: readonly (Span & { readonly values: readonly string[] })[]): Span[] {
  const spans: (Span & { readonly values: readonly string[] })[] = [];
  for (const next of [...list].sort((a, b) => a.startMs - b.startMs)) {
    const last = spans.at(-1);
    const isMore = last !== undefined && (next.startMs <= last.endMs || (next.startMs - last.endMs <= JOIN_MS && next.values.some((value) => last.values.includes(value))));
    if (last && isMore) spans[spans.length - 1] = { ...last, endMs: Math.max(last.endMs, next.endMs), values: [...last.values, ...next.values] };
    else spans.push(next);
  }
  return spans.map(({ startMs, endMs, channel }) => ({ startMs, endMs, channel }));
}
