import { nameFitting } from '@callmesh/redaction';
import type { Marked } from '../redaction/marked.js';

const { askedBefore, asUtterances, COMMON, describe, FIRST, LAST, lineOf, masked, splitText, tokenWord, tokensOf } = nameFitting;

/** An utterance as a model reads it, and for each token whether it is a part of what is looked for. */
export interface LabelledLine {
  readonly line: nameFitting.Line;
  readonly parts: readonly boolean[];
}

/** So many names are read as if they were on no list, and so many ordinary words. */
const UNLISTED = 0.35;
const RARE = 0.015;
/** What other rules find is covered before; so much of it they miss. */
const UNCOVERED = 0.1;

/** The utterances of a text, everything personal of another type covered as other rules cover it. */
export function linesOf({ text, gold }: Marked, type: string, next: (() => number) | null): LabelledLine[] {
  const parts = splitText(text);
  const plain = asUtterances(text, parts);
  const place = (start: number): number => parts.findIndex((part) => part.start <= start && start < part.end);
  const covered = gold.filter((span) => span.type !== type && (type === 'PERSON' || span.type !== 'PERSON') && (next === null || next() >= UNCOVERED)).flatMap(({ start, end, type: other }) => {
    const utterance = place(start);
    const from = parts[utterance]?.start ?? 0;
    return utterance < 0 ? [] : [{ type: other, value: '', pieces: [{ utterance, start: start - from, end: Math.min(end - from, plain[utterance]?.text.length ?? 0) }], reason: '', score: 1 }];
  });
  for (const utterance of plain) tokensOf(utterance);
  const utterances = masked(plain, covered);
  const asked = askedBefore(utterances).topics;
  let last: nameFitting.Line | null = null;
  return utterances.map((utterance, at) => {
    const tokens = tokensOf(utterance);
    const from = parts[at]?.start ?? 0;
    const own = gold.filter((span) => span.type === type);
    const found = tokens.map((token) => own.some((span) => token.start + from < span.end && token.end + from > span.start));
    const words = tokens.map((token, n) => {
      const word = tokenWord(token);
      if (next === null || token.kind !== 'word') return word;
      if ((word.flags & (FIRST | LAST)) !== 0 && (word.flags & COMMON) === 0) return next() < (found[n] === true ? UNLISTED : 0.05) ? describe(word.plain, word.flags & ~(FIRST | LAST)) : word;
      return word.flags === COMMON && word.plain.length > 3 && next() < RARE ? describe(word.plain, 0) : word;
    });
    const line = lineOf(utterance.text, tokens, words, asked[at] ?? null, last, utterances[at - 1]?.speaker !== utterance.speaker);
    last = line;
    return { line, parts: found };
  });
}
