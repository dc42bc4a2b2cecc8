import type { Utterance, Word } from '@callmesh/contracts';
import type { RedactedSpan } from './redaction.port.js';

/** A range of an utterance's text and what takes its place. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly type: string;
  readonly placeholder: string;
  readonly reason: string;
  readonly score: number;
}

/** A word and where it stands in the text; null when it was not found there. */
interface Placed {
  readonly word: Word;
  readonly start: number;
  readonly end: number;
}

/** Replaces ranges (in order, without overlap) in an utterance's text and words. */
export function rewrite(utterance: Utterance, replacements: readonly Replacement[]): { utterance: Utterance; spans: RedactedSpan[] } {
  if (replacements.length === 0) return { utterance, spans: [] };
  const placed = placeWords(utterance);
  let text = '';
  let at = 0;
  for (const replacement of replacements) {
    text += utterance.text.slice(at, replacement.start) + replacement.placeholder;
    at = replacement.end;
  }
  text += utterance.text.slice(at);
  const spans = replacements.map((replacement): RedactedSpan => {
    const covered = (placed ?? []).filter((word) => overlaps(word, replacement));
    return {
      utteranceId: utterance.id,
      ...replacement,
      startMs: covered[0]?.word.startMs ?? utterance.startMs,
      endMs: covered.at(-1)?.word.endMs ?? utterance.endMs,
    };
  });
  return { utterance: { ...utterance, text, words: placed === null ? [] : rewriteWords(placed, replacements) }, spans };
}

/** Finds the words in the text, one after the other. Null when the two disagree: then no word can be trusted to be harmless. */
function placeWords(utterance: Utterance): Placed[] | null {
  const placed: Placed[] = [];
  let from = 0;
  for (const word of utterance.words) {
    const wanted = word.text.trim();
    const start = utterance.text.indexOf(wanted, from);
    // Between two words there is nothing but white space.
    if (start < 0 || utterance.text.slice(from, start).trim() !== '') return null;
    from = start + wanted.length;
    placed.push({ word, start, end: from });
  }
  return utterance.text.slice(from).trim() === '' ? placed : null;
}

const overlaps = (word: { start: number; end: number }, range: { start: number; end: number }): boolean => word.start < range.end && range.start < word.end;

/** The words of a replaced range become one: the placeholder, with what stood around it in its first and last word, over their whole time. */
function rewriteWords(placed: readonly Placed[], replacements: readonly Replacement[]): Word[] {
  const words: Word[] = [];
  let next = 0;
  for (let at = 0; at < placed.length; ) {
    while ((replacements[next]?.end ?? Infinity) <= (placed[at]?.start ?? 0)) next += 1;
    const from = at;
    let text = '';
    let cursor = placed[at]?.start ?? 0;
    // A word can hold the end of one range and the beginning of the next, so ranges are followed from word to word.
    while (at < placed.length && replacements[next] !== undefined && overlaps(placed[at] as Placed, replacements[next] as Replacement)) {
      const replacement = replacements[next] as Replacement;
      text += sliceOf(placed, from, cursor, replacement.start) + replacement.placeholder;
      cursor = replacement.end;
      while (at + 1 < placed.length && overlaps(placed[at + 1] as Placed, replacement)) at += 1;
      next += 1;
    }
    const [first, last] = [placed[from], placed[at]];
    if (first === undefined || last === undefined) break;
    if (text === '') words.push(first.word);
    else words.push({ text: text + sliceOf(placed, from, cursor, last.end), startMs: first.word.startMs, endMs: last.word.endMs, confidence: lowest(placed.slice(from, at + 1)) });
    at += 1;
  }
  return words;
}

/** The text of words `from` onwards between two offsets. */
function sliceOf(placed: readonly Placed[], from: number, start: number, end: number): string {
  let text = '';
  for (let at = from; at < placed.length && (placed[at] as Placed).start < end; at += 1) {
    const { word, start: begin } = placed[at] as Placed;
    text += word.text.trim().slice(Math.max(0, start - begin), Math.max(0, end - begin));
  }
  return text;
}

function lowest(placed: readonly Placed[]): number | null {
  const known = placed.map(({ word }) => word.confidence).filter((confidence) => confidence !== null);
  return known.length === 0 ? null : Math.min(...known);
}
