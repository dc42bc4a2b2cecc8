import type { Evidence, Utterance } from '@callmesh/contracts';
import type { Conversation } from './tokens.js';

interface PlacedWord {
  readonly start: number;
  readonly end: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number | null;
}

const NO_WORDS: readonly PlacedWord[] = [];
// Every fact of an utterance asks when it was said.
const placed = new WeakMap<Utterance, readonly PlacedWord[]>();

/** The engine's words, found again in the utterance's text: redaction may have replaced some. */
function placedWords(utterance: Utterance): readonly PlacedWord[] {
  if (utterance.words.length === 0) return NO_WORDS;
  let words = placed.get(utterance);
  if (!words) placed.set(utterance, (words = placeWords(utterance)));
  return words;
}

function placeWords(utterance: Utterance): PlacedWord[] {
  const found: PlacedWord[] = [];
  let cursor = 0;
  for (const word of utterance.words) {
    const text = word.text.trim();
    const start = text === '' ? -1 : utterance.text.indexOf(text, cursor);
    if (start < 0) continue;
    cursor = start + text.length;
    found.push({ start, end: cursor, startMs: word.startMs, endMs: word.endMs, confidence: word.confidence });
  }
  return found;
}

/** Where a stretch of an utterance was said; without word times, by its share of the text. */
export function timesOf(utterance: Utterance, start: number, end: number): { startMs: number; endMs: number } {
  const words = placedWords(utterance).filter((w) => w.end > start && w.start < end);
  const first = words[0];
  const last = words.at(-1);
  if (first && last) return { startMs: first.startMs, endMs: last.endMs };
  const span = utterance.endMs - utterance.startMs;
  const length = Math.max(1, utterance.text.length);
  return { startMs: Math.round(utterance.startMs + (span * start) / length), endMs: Math.round(utterance.startMs + (span * end) / length) };
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The part of a sentence that was said in the utterance of this token, in the transcript's own characters. */
function evidenceFor(conversation: Conversation, at: number): Evidence {
  const token = conversation.tokens[at];
  const sentence = conversation.sentences[token?.sentence ?? -1];
  const utterance = conversation.utterances[token?.utterance ?? -1];
  if (!token || !sentence || !utterance) throw new Error(`no token ${at} in this conversation`);
  const own = conversation.tokens.slice(sentence.from, sentence.to).filter((t) => t.utterance === token.utterance);
  const start = own[0]?.start ?? token.start;
  const lastEnd = own.at(-1)?.end ?? token.end;
  const closing = /^["')\]]*[.?!…]+/.exec(utterance.text.slice(lastEnd));
  const end = lastEnd + (closing?.[0].length ?? 0);
  return { utteranceIds: [utterance.id], ...timesOf(utterance, start, end), quote: utterance.text.slice(start, end), speaker: sentence.speaker };
}

/** One evidence per sentence and utterance, without doubles, at most `limit`: first what the first range says, which is what a reviewer hears, then the others as on the call. */
export function evidenceOf(conversation: Conversation, ranges: readonly Range[], limit = 5): Evidence[] {
  const places = new Map<string, number>();
  for (const { from, to } of ranges) {
    for (let at = from; at < to; at += 1) {
      const token = conversation.tokens[at];
      const place = `${token?.sentence} ${token?.utterance}`;
      if (token && !places.has(place)) places.set(place, at);
    }
  }
  const [lead, ...others] = [...places.values()].slice(0, limit);
  return lead === undefined ? [] : [lead, ...others.sort((a, b) => a - b)].map((at) => evidenceFor(conversation, at));
}

/** The text of a token range as it was written; of a range over an utterance's end, the first part. */
export function wordsAsWritten(conversation: Conversation, from: number, to: number): string {
  const first = conversation.tokens[from];
  const last = conversation.tokens.slice(from, to).findLast((t) => t.utterance === first?.utterance);
  if (!first || !last) return '';
  return conversation.utterances[first.utterance]?.text.slice(first.start, last.end) ?? '';
}

/** Mean recognition probability of what was said in a token range; null when the engine gives none. */
export function recognition(conversation: Conversation, from: number, to: number): number | null {
  const first = conversation.tokens[from];
  const last = conversation.tokens.slice(from, to).findLast((t) => t.utterance === first?.utterance);
  const utterance = conversation.utterances[first?.utterance ?? -1];
  if (!first || !last || !utterance) return null;
  const known = placedWords(utterance)
    .filter((w) => w.end > first.start && w.start < last.end)
    .flatMap((w) => (w.confidence === null ? [] : [w.confidence]));
  if (known.length === 0) return utterance.confidence;
  return known.reduce((a, b) => a + b, 0) / known.length;
}
